"""Columns of the tracker. Those of the Labor Action Tracker have its names; docs/fields.md says how each is filled."""

from __future__ import annotations

ID, ACTION, KIND = "ID", "Action", "Kind"
EMPLOYER, UNION, LOCAL, INDUSTRY = "Employer", "Labor Organization", "Local", "Industry"
UNIT, SITES = "Bargaining Unit Size", "Number of Locations"
PLACE, ADDRESS, CITY, STATE, ZIP, COUNTRY = "Place", "Address", "City", "State", "Zip Code", "Country"
SIZE = "Approximate Number of Participants"
START, END = "Start Date", "End Date"
AMOUNT, DURATION_UNIT, DURATION_TYPE = "Duration Amount", "Duration Unit", "Duration Type"
STRIKE, AUTHORIZED, DEMANDS = "Strike or Protest", "Authorized", "Worker Demands"
STATUS, AS_OF = "Status", "Status As Of"
THOUSAND, IDLE = "1,000 or More Workers", "Days Idle"
SOURCE, NOTES = "Source", "Notes"

FIELDS = (
    ID, ACTION, KIND, EMPLOYER, UNION, LOCAL, INDUSTRY, UNIT, SITES, PLACE, ADDRESS, CITY, STATE, ZIP, COUNTRY, SIZE,
    START, END, AMOUNT, DURATION_UNIT, DURATION_TYPE, STRIKE, AUTHORIZED, DEMANDS, STATUS, AS_OF, THOUSAND, IDLE,
    SOURCE, NOTES,
)  # fmt: skip
CELL_FIELDS = (
    "ID", "Field", "Value", "Of", "Claimant", "Hedge", "Modality", "As Of", "Article", "Title", "Published",
    "Sentence", "Start", "End", "Words", "Rule", "Confidence", "Evidence",
)  # fmt: skip

# Between reports and rows only: a length with its unit, and what stands in where nothing else fills a field.
DURATION, ASIDE = "Duration", "aside: "

# A work stoppage that the text does not call a strike or a lockout is left open.
STOPPAGES = ("strike", "sympathy strike", "walkout", "lockout", "work stoppage")
STRIKE_OR_PROTEST = {
    "strike": "Strike",
    "sympathy strike": "Strike",
    "walkout": "Strike",
    "lockout": "Lockout",
    "labor action": "Protest",
    "slowdown": "Protest",
    "picket": "Protest",
    "rally": "Protest",
    "boycott": "Protest",
    "sit-in": "Protest",
}
