"""Who speaks where nothing but the place of the words tells it, and who does not though he stands near."""

import pytest

from tests.annotate.stories import read, said

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # a name that no list knows, beside a quotation
        ("“It is a win,” Dravek said.", [(DIRECT, ("Dravek",), ("It is a win,",))]),
        ("“I slept,” admitted Quill Vanterpool, 16.", [(DIRECT, ("Quill Vanterpool",), ("I slept,",))]),
        ("Crews at Dravek struck. “It is a win,” Dravek said.", [(DIRECT, ("Dravek",), ("It is a win,",))]),
        # the aside of a subject ends in a quotation, and its verb comes after
        (
            "Tom Ridley, who called the strike “a black eye,” congratulated the two sides.",
            [
                (MIXED, ("Tom Ridley",), ("the strike “a black eye,”",)),
                (INDIRECT, ("Tom Ridley",), ("the two sides",)),
            ],
        ),
        (
            "Jo Bell, calling the plan “a gift,” thanked the council.",
            [(MIXED, ("Jo Bell",), ("the plan “a gift,”",)), (INDIRECT, ("Jo Bell",), ("the council",))],
        ),
        (
            "Ann Poe, a mechanic nicknamed “Bolt,” said the teachers were right.",
            [(INDIRECT, ("Ann Poe",), ("the teachers were right",))],
        ),
        # two shout, each with a verb of his own; quotations joined by "and" are two
        (
            "“Get a job!” a driver yelled. “We have one!” Rhonda Biggs yelled back.",
            [(DIRECT, ("driver",), ("Get a job!",)), (DIRECT, ("Rhonda Biggs",), ("We have one!",))],
        ),
        ("Jo Bell chanted, “Go home!” and “No more!”", [(DIRECT, ("Jo Bell",), ("Go home!", "No more!"))]),
        # quoted words between a subject and its verb, and words that are read
        (
            "Walter Kane said that the mayor, Jo Bell, had “never once” called him.",
            [(MIXED, ("Walter Kane",), ("the mayor, Jo Bell, had “never once” called him",))],
        ),
        ("Jo Bell said he had read “every word.”", [(MIXED, ("Jo Bell",), ("he had read “every word.”",))]),
        ("Jo Bell read from a message that her boss had sent her.", []),
        ("A week later, Jo Bell told an inspector.", []),
        ("Mark Dusek denied that on Friday.", [(INDIRECT, ("Mark Dusek",), ("that",))]),
        ("“Go,”said Peter Lund. “Now.”", [(DIRECT, ("Peter Lund",), ("Go,", "Now."))]),
        (
            "“Then why,” asked Tess Arden, when she heard of it, “are we out?”",
            [(DIRECT, ("Tess Arden",), ("Then why,", "are we out?"))],
        ),
        (
            "Ann Poe called the count “fair” and the turnout “a record.”",
            [(MIXED, ("Ann Poe",), ("the count “fair” and the turnout “a record.”",))],
        ),
        (
            "What Ann Poe says is this: “My job is at will.”",
            [(DIRECT, ("Ann Poe",), ("My job is at will.",))],
        ),
        (
            "The bad news, said Harold Dean, was that nobody had joined.",
            [(INDIRECT, ("Harold Dean",), ("The bad news", "was that nobody had joined"))],
        ),
        ("Ann Poe likes to say that a job is “a joke.”", [(MIXED, ("Ann Poe",), ("a job is “a joke.”",))]),
        ("Ann Poe put it to Mr Kyle Dent that he lied.", [(INDIRECT, ("Ann Poe",), ("he lied",))]),
        (
            "“Who lies?” Ellis Roth asked a reporter.\n\nJo Bell wept.",
            [(DIRECT, ("Ellis Roth",), ("Who lies?",))],
        ),
        (
            "“Hey!” Jo Bell yelled. “Look at me!” Tom Yates stopped.",
            [(DIRECT, ("Jo Bell",), ("Hey!", "Look at me!"))],
        ),
        (
            "Judge Ann Poe wrote that the mill had shown “a disregard for the law.”",
            [(MIXED, ("Ann Poe",), ("the mill had shown “a disregard for the law.”",))],
        ),
        (
            "Roy Hodge responded in a statement hours later that he “takes Quint at her word.”",
            [(MIXED, ("Roy Hodge",), ("he “takes Quint at her word.”",))],
        ),
        (
            "Pilar Soto, asked which of them she liked, said she liked neither.",
            [(INDIRECT, ("Pilar Soto",), ("she liked neither",))],
        ),
        ("“Move,” said police Capt. Ed Doyle.", [(DIRECT, ("Ed Doyle",), ("Move,",))]),
        ("“He did,” said Ann Poe’s wife, pointing at Stan Lisk.", [(DIRECT, ("wife",), ("He did,",))]),
        (
            "Fiona Drew, who called it “a joke,” told MPs it was “not for me.”",
            [(MIXED, ("Fiona Drew",), ("it “a joke,”",)), (MIXED, ("Fiona Drew",), ("it was “not for me.”",))],
        ),
        ("When she heard of it, Fiona Drew said yes.", []),
        (
            "When the strike ends, Fiona Drew said, they will rest.",
            [(INDIRECT, ("Fiona Drew",), ("When the strike ends", "they will rest"))],
        ),
        (
            "Ana Paz called Ed Doyle “a rock” and the mayor, Lou Finch, “a coward.”",
            [(MIXED, ("Ana Paz",), ("Ed Doyle “a rock” and the mayor, Lou Finch, “a coward.”",))],
        ),
        ("“Yes,” Jeff Cole texted back. “Do it.”", [(DIRECT, ("Jeff Cole",), ("Yes,", "Do it."))]),
        # somebody else than the subject of the sentence
        (
            "Ann Roy recalls her foreman, Bo Li, standing at the gate and shouting: “Go home!”",
            [
                (MIXED, ("Ann Roy",), ("her foreman, Bo Li, standing at the gate and shouting: “Go home!”",)),
                (DIRECT, ("Bo Li",), ("Go home!",)),
            ],
        ),
        ("Ann Roy passed on a message from Bo Li: “Stay out.”", [(DIRECT, ("Bo Li",), ("Stay out.",))]),
        ("“Soon,” was all mediator Ann Roy would offer.", [(DIRECT, ("Ann Roy",), ("Soon,",))]),
        (
            "A spokesman for Vey Mills, Bo Li, said the firm would appeal and accused the board of lies.",
            [(INDIRECT, ("Bo Li",), ("the firm would appeal",)), (INDIRECT, ("Bo Li",), ("the board of lies",))],
        ),
        (
            "Nobody at Vey Mills called back. In an email to staff, they said the mill would close.",
            [(INDIRECT, ("Vey Mills",), ("the mill would close",))],
        ),
        (
            "Ann Roy came up from London to say that the money was gone.",
            [(INDIRECT, ("Ann Roy",), ("the money was gone",))],
        ),
        (
            "He scoffed at claims by Vey Mills that the mill lost money.",
            [(INDIRECT, ("Vey Mills",), ("the mill lost money",))],
        ),
        (
            "A clerk, Ann Roy, heard the foreman, Bo Li, telling a cook: “Sign or leave.”",
            [(DIRECT, ("Bo Li",), ("Sign or leave.",))],
        ),
        ("Ann Roy watched the vote, saying it was a joke.", [(INDIRECT, ("Ann Roy",), ("it was a joke",))]),
        ("To shouts of “Liar!” from the crowd, Bo Li left.", [(DIRECT, ("crowd",), ("Liar!",))]),
        ("There was a shout of “Ask the cooks!” Bo Li frowned.", [(DIRECT, (), ("Ask the cooks!",))]),
        ("I asked Bo Li what he missed. “Nothing,” he said.", [(DIRECT, ("Bo Li",), ("Nothing,",))]),
        (
            "The buyer, Crest Capital, told the state it would “keep it open.”",
            [(MIXED, ("Crest Capital",), ("it would “keep it open.”",))],
        ),
        ("Bo Li would neither confirm nor deny it.", []),
        # who is called by title or name does not call
        (
            "When Mayor Larson passed, a driver saw him. “Mayor!” he yelled.",
            [(DIRECT, (), ("Mayor!",))],
        ),
        # a body of its own, called by a place and by what it is
        (
            "The strike at Vey Transit goes on. The Tarn school district said the buses were late.",
            [(INDIRECT, ("Tarn school district",), ("the buses were late",))],
        ),
        ("The Taoiseach said he was sorry.", [(INDIRECT, ("Taoiseach",), ("he was sorry",))]),
        # several who speak
        (
            "Neither Bill Cobb nor Anita Flores smiled. Both said they were tired.",
            [(INDIRECT, ("Bill Cobb", "Anita Flores"), ("they were tired",))],
        ),
        (
            "Cook Jean Mowat froze. So did Sandy Low, a crane operator: “Not a peep.”",
            [(DIRECT, ("Sandy Low",), ("Not a peep.",))],
        ),
        # quotations inside quotations
        (
            "“I told Mike, ‘Call him.’ Nobody listens,” Angela Salerno said.",
            [
                (DIRECT, ("Angela Salerno",), ("I told Mike, ‘Call him.’ Nobody listens,",)),
                (DIRECT, ("Angela Salerno",), ("Call him.",)),
            ],
        ),
        (
            "“I asked the clerk. She said, ‘I got one too,’” Mei Tanaka said.",
            [
                (DIRECT, ("Mei Tanaka",), ("I asked the clerk. She said, ‘I got one too,’",)),
                (DIRECT, ("clerk",), ("I got one too,",)),
            ],
        ),
        (
            "“She says her daughter is a lawyer. She says, ‘We need one,’” Mei Chen said.",
            [
                (DIRECT, ("Mei Chen",), ("She says her daughter is a lawyer. She says, ‘We need one,’",)),
                (DIRECT, (), ("We need one,",)),
            ],
        ),
        # a headline leaves the article out
        (
            "Union: Half of drivers are ill\n\nThe Roe Transit Union met Tarn Transit on Monday.",
            [(INDIRECT, ("Roe Transit Union",), ("Half of drivers are ill",))],
        ),
        (
            "Mayor says strike must end\n\nMayor Jo Bell met strikers on Monday.",
            [(INDIRECT, ("Jo Bell",), ("strike must end",))],
        ),
        (
            "Union says strike will go on\n\nMembers of Teamsters Local 12 are out at Orvane Freight.",
            [(INDIRECT, ("Teamsters Local 12",), ("strike will go on",))],
        ),
        # what a noun without a verb asks for
        (
            "The chief, Ann Finch, met Dan Marsh. Finch’s message to Marsh? “Come back to the table.”",
            [(DIRECT, ("Ann Finch",), ("Come back to the table.",))],
        ),
        ("Finch, whose father worked there, said she wept.", [(INDIRECT, (), ("she wept",))]),
        ("A man held a sign reading, “Pay us or park it.”", [(DIRECT, (), ("Pay us or park it.",))]),
        ("A union steward called the memo a threat.", [(INDIRECT, ("union steward",), ("the memo a threat",))]),
        (
            "“I froze,” one nurse said. Another, who came in May, nodded. “We all did,” she said.",
            [
                (DIRECT, ("nurse",), ("I froze,",)),
                (DIRECT, ("nurse who came in May",), ("We all did,",)),
            ],
        ),
        # what is said of a paper, and whose it is
        (
            "Tom Ngo runs it. Ngo’s email, which the union called “an insult,” said 40 jobs would go.",
            [(DIRECT, ("union",), ("an insult,",)), (INDIRECT, ("Tom Ngo",), ("40 jobs would go",))],
        ),
        (
            "One worker’s sign said it all: “Fed up.” Another read, “Honk.”",
            [(DIRECT, ("worker",), ("Fed up.",)), (DIRECT, (), ("Honk.",))],
        ),
        # what the story adds behind a whole quotation
        ("“It is over,” Ann Roy said, and walked out.", [(DIRECT, ("Ann Roy",), ("It is over,",))]),
        ("“It is over,” Ann Roy said, and her voice broke.", [(DIRECT, ("Ann Roy",), ("It is over,",))]),
        ("“It is over,” Ann Roy said, though she gave no date.", [(DIRECT, ("Ann Roy",), ("It is over,",))]),
        ("“We lost,” Ann Roy said, and “they won.”", [(DIRECT, ("Ann Roy",), ("We lost,", "they won.")),]),
        (
            "Bo Li spoke. Ann Roy said he had “blood on his hands,” a phrase Li regretted.",
            [(MIXED, ("Ann Roy",), ("he had “blood on his hands,”",))],
        ),
        (
            "Ann Roy said the letters, which she showed to a clerk, “say nothing.”",
            [(MIXED, ("Ann Roy",), ("the letters, which she showed to a clerk, “say nothing.”",))],
        ),
        (
            "Lena Ortiz wept. “It rained,” the 58-year-old welder said. Her son, Joey, did not. “No,” he said.",
            [(DIRECT, ("Lena Ortiz",), ("It rained,",)), (DIRECT, ("Joey",), ("No,",))],
        ),
        (
            "“I have one question,” Ann Roy said. Told of it, Bo Li answered, “No.”",
            [(DIRECT, ("Ann Roy",), ("I have one question,",)), (DIRECT, ("Bo Li",), ("No.",))],
        ),
        # a group that the words name does not say them
        (
            "A Pennine Rail spokesperson said talks had failed. “Passengers could be affected,” they added.",
            [
                (INDIRECT, ("Pennine Rail spokesperson",), ("talks had failed",)),
                (DIRECT, ("Pennine Rail spokesperson",), ("Passengers could be affected,",)),
            ],
        ),
        # a family name that is a town's too
        (
            "Cooks in Medina, Ohio, struck. “We won,” said Rosa Medina. Medina said the vote was close.",
            [(DIRECT, ("Rosa Medina",), ("We won,",)), (INDIRECT, ("Rosa Medina",), ("the vote was close",))],
        ),
        # all of a role that stands behind the cue
        (
            "“Every dollar comes from somewhere,” warned Chamber of Commerce director Stuart Penney.",
            [(DIRECT, ("Stuart Penney",), ("Every dollar comes from somewhere,",))],
        ),
        # the name of the next paragraph is nobody's apposition
        (
            "“Go with whom?” tweeted the guild, UGIT Local 9.\n\nAnn Lowe, a tutor, said she had heard.",
            [(DIRECT, ("UGIT Local 9",), ("Go with whom?",)), (INDIRECT, ("Ann Lowe",), ("she had heard",))],
        ),
        # behind a colon that names two bodies, the one that issues
        (
            "Corvane Steel issued this statement on its talks with the Furnace Workers Union:\n\n“Our door is open.”",
            [(DIRECT, ("Corvane Steel",), ("Our door is open.",))],
        ),
        ("Jordan Blake, 17: “My mom is a teacher.”", [(DIRECT, ("Jordan Blake",), ("My mom is a teacher.",))]),
        # a gesture before the words
        (
            "Bo Li met Ann Roy.\n\nRoy, a former mill hand, scoffed. “He never smelled pulp.”",
            [(DIRECT, ("Ann Roy",), ("He never smelled pulp.",))],
        ),
        # the same one, named anew
        (
            "Care worker Ann Oldroyd said they did. “He thinks it,” said the mother of two.",
            [(INDIRECT, ("Ann Oldroyd",), ("they did",)), (DIRECT, ("Ann Oldroyd",), ("He thinks it,",))],
        ),
        (
            "“It is over,” said Bo Li, a porter. Ann Roy wept. “I have nothing,” the 34-year-old said.",
            [(DIRECT, ("Bo Li",), ("It is over,",)), (DIRECT, (), ("I have nothing,",))],
        ),
        # who asks in passing is not who is asked, and his question is no quotation
        (
            "“Why would she?” asked Ann Reyes-Dunn. “I have known her for years.”",
            [(DIRECT, ("Ann Reyes-Dunn",), ("Why would she?", "I have known her for years."))],
        ),
        (
            "“It passed,” said Local 74 President Rex Holcomb, when asked how he felt. “That is how I feel.”",
            [(DIRECT, ("Rex Holcomb",), ("It passed,", "That is how I feel."))],
        ),
        # a rank ends no sentence
        (
            "Kara Lindgren testified Tuesday that Capt. Roy Beale had told her, “Stay home.”",
            [
                (MIXED, ("Kara Lindgren",), ("Capt. Roy Beale had told her, “Stay home.”",)),
                (DIRECT, ("Roy Beale",), ("Stay home.",)),
            ],
        ),
        # who filed a paper says what it says
        (
            "The Hospital Guild filed a complaint accusing Orrin Health of spying.",
            [(INDIRECT, ("Hospital Guild",), ("Orrin Health of spying",))],
        ),
        # a title between the paper and what it says
        (
            "Ned Forsyth wrote in the trade paper Call Sheet that the guild “should have done this.”",
            [(MIXED, ("Ned Forsyth",), ("the guild “should have done this.”",))],
        ),
        # nobody speaks of himself by name
        (
            "“It is a strike,” said owner Duff Morrow.\n\nHis foreman, Hollis Greer, disagreed.\n\n"
            "“Duff's a good man,” he said.",
            [(DIRECT, ("Duff Morrow",), ("It is a strike,",)), (DIRECT, ("Hollis Greer",), ("Duff's a good man,",))],
        ),
        (
            "Asked if Themba Ngcobo's was one of them, Craig Vorster laughed.\n\n“Themba? He runs hot,” he said.",
            [(DIRECT, ("Craig Vorster",), ("Themba? He runs hot,",))],
        ),
        # a reason in one's own words, and the words of a rule
        ("Jo Pell resigned, citing “exhaustion.”", [(DIRECT, ("Jo Pell",), ("exhaustion.",))]),
        ("Jo Pell resigned, citing Rule 9, which bars “any stoppage.”", []),
        # a firm beside what it is to the other one, and one that no list knows
        (
            "The contractor, BrightSweep, said in a statement the deal is “fair.”",
            [(MIXED, ("BrightSweep",), ("the deal is “fair.”",))],
        ),
        (
            "RideHive, in an emailed response, said it was committed to drivers.",
            [(INDIRECT, ("RideHive",), ("it was committed to drivers",))],
        ),
        (
            "Ann Okwu emailed members that the vote was off.",
            [(INDIRECT, ("Ann Okwu",), ("the vote was off",))],
        ),
    ],
)  # fmt: skip
def test_who_speaks(text: str, told: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    assert said(text) == told


def test_a_firm_that_speaks_is_no_person() -> None:
    assert "Person" not in {
        e.kind for e in read("Crews at Dravek struck. “It is a win,” Dravek said.").entities.values()
    }


def test_the_one_person_of_an_interview_gives_its_answers() -> None:
    lines = "Q: Why did you run?\n\nA: I was tired.\n\nQ: Will there be a strike?\n\nA: I hope not."
    one = "Imelda Castell was elected. She spoke with the Weekly.\n\n" + lines
    assert [who for _, who, _ in said(one)] == [(), ("Imelda Castell",), (), ("Imelda Castell",)]
    two = "Imelda Castell was elected over Wade Kolb.\n\n" + lines
    assert {who for _, who, _ in said(two)} == {()}


def test_a_label_of_a_body_makes_no_person() -> None:
    text = "The Harbor Times sat down with Reina Salcedo.\n\nHARBOR TIMES: How?\n\nREINA SALCEDO: Slowly."
    assert [who for _, who, _ in said(text)] == [("Harbor Times",), ("Reina Salcedo",)]
    assert [e.name for e in read(text).entities.values() if e.kind == "Person"] == ["Reina Salcedo"]


def test_their_union_is_the_one_named_right_behind_and_not_the_council_before() -> None:
    text = (
        "Kirkholme Council has 900 refuse workers. They rejected its offer, their union said.\n\n"
        "“It was derisory,” said Maureen Haddow of the General Refuse Workers Union."
    )
    assert (INDIRECT, ("General Refuse Workers Union",), ("They rejected its offer",)) in said(text)


def test_he_in_what_somebody_says_is_another() -> None:
    draft = read("Care worker Ann Oldroyd said they did. “He thinks it,” said the mother of two.")
    assert not [m for m in draft.mentions if draft.words(m.span) == "He"]


def test_those_whom_a_group_is_told_by_do_not_speak_alone() -> None:
    text = "Critics of the plan, like trustees Ann Roy, a nurse from Tarn, and Bo Li, a cook from Marl, say it is dear."
    assert [who for _, who, _ in said(text) if "Ann Roy" in who] == []
