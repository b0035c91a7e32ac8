"""`kg train`: what is asked for reaches the training."""

import pytest
from click.testing import CliRunner

import kg.train
from kg.cli.train import command


@pytest.mark.parametrize(("flags", "leads"), [([], True), (["--follow"], False)])
def test_a_model_leads_unless_it_is_to_follow(monkeypatch, tmp_path, flags, leads):
    asked = {}

    def train(data, folder, epochs, share, threads, leads, told):
        asked.update(data=data, folder=folder, leads=leads)
        return {"full": 0.7}

    monkeypatch.setattr(kg.train, "train", train)
    done = CliRunner().invoke(command, ["--data", str(tmp_path), "-o", str(tmp_path / "m"), *flags])
    assert (done.exit_code, done.output) == (0, "full\t0.7\n")
    assert asked == {"data": [tmp_path], "folder": tmp_path / "m", "leads": leads}
