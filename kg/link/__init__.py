"""Which thing is which: inside a story, and across stories."""

from kg.link.cards import StoryCard, story_card
from kg.link.copies import originals
from kg.link.local import link
from kg.link.world import Dispute, Doubt, Rules, World, resolve

__all__ = ["Dispute", "Doubt", "Rules", "StoryCard", "World", "link", "originals", "resolve", "story_card"]
