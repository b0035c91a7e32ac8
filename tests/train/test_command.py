"""`kg train`: what is asked for reaches the training."""

import pytest
from click.testing import CliRunner

import kg.train
from kg.cli.train import command


@pytest.mark.parametrize(("flags", "leads", "slim"), [([], True, 4), (["--follow", "--slim", "0"], False, 0)])
def test_a_model_leads_unless_it_is_to_follow(monkeypatch, tmp_path, flags, leads, slim):
    asked = {}

    def train(data, folder, epochs, share, threads, leads, slim, told):
        asked.update(data=data, folder=folder, leads=leads, slim=slim)
        return {"full": 0.7}

    monkeypatch.setattr(kg.train, "train", train)
    done = CliRunner().invoke(command, ["--data", str(tmp_path), "-o", str(tmp_path / "m"), *flags])
    assert (done.exit_code, done.output) == (0, "full\t0.7\n")
    assert asked == {"data": [tmp_path], "folder": tmp_path / "m", "leads": leads, "slim": slim}
