import pytest
from handmade import Story

from kg.annotate import issues
from kg.annotate.issues import find, load

WORDS = load()


@pytest.mark.parametrize("entry", WORDS.issues, ids=lambda e: f"{e.issue}: {e.example}")
def test_every_entry_finds_its_example(entry):
    assert entry.expression.search(entry.example.translate(issues.PLAIN))
    assert entry.issue in [issue for _, issue in find(entry.example)]


@pytest.mark.parametrize("entry", WORDS.stops, ids=lambda e: e.example)
def test_every_stop_keeps_its_example_free(entry):
    assert entry.expression.search(entry.example)
    assert find(entry.example) == []


def test_words_that_refer_back_have_an_example():
    assert all(e.expression.search(e.example) for e in WORDS.back)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Drivers want a 12 percent pay raise and an end to split shifts.", ["wages", "scheduling"]),
        ("The last offer froze pensions and raised health insurance premiums.", ["pensions", "health-care-benefits"]),
        (
            "Nurses say mandatory overtime and unsafe staffing ratios hurt patient care.",
            ["overtime", "staffing", "patient-care"],
        ),
        ("They fear that AI and outsourcing will bring layoffs.", ["automation", "outsourcing", "layoffs"]),
        (
            "It still has no first contract, and two organizers were fired in retaliation.",
            ["first-contract", "discipline", "unfair-labor-practice"],
        ),
        ("Members voted down the two-tier wage system.", ["tiers"]),
        ("The union accused the company of bargaining in bad faith.", ["bargaining-conduct"]),
        (
            "The guild wants voluntary recognition and a grievance procedure with just cause.",
            ["recognition", "security"],
        ),
        ("Warehouse workers complained of the heat and of hourly quotas.", ["safety", "workload"]),
        ("There are long waits for an appointment.", ["wait-times"]),
        ("The strike began at 7 a.m. and 400 people marched.", []),
    ],
)
def test_issues_of_a_sentence(text, expected):
    assert [issue for _, issue in find(text)] == expected


def test_the_longest_words_count_once():
    text = "They demand nurse-to-patient ratios."
    ((span, issue),) = find(text)
    assert (span.of(text), issue) == ("nurse-to-patient ratios", "staffing")


def test_no_issue_in_the_name_of_an_organization():
    story = Story("The Mine Safety Council met. Miners spoke of safety.")
    council = story.entity("Mine Safety Council", "GovernmentBody")
    story.mention("Mine Safety Council", council)
    issues.run(story.draft)
    found = [m for m in story.draft.mentions if m.target == "i:safety"]
    assert [m.span for m in found] == [story.span("safety")]


def test_this_problem_is_the_issue_mentioned_last():
    story = Story("Pay is low. Patients wait three months. We must fix this problem.")
    issues.run(story.draft)
    assert story.draft.target_of(story.span("this problem")).target == "i:wait-times"


def test_a_problem_without_an_issue_before_it_stays_open():
    story = Story("We must fix this problem. Pay is low.")
    issues.run(story.draft)
    assert [m.target for m in story.draft.mentions] == ["i:pay"]
