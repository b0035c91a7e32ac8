"""What is known of one thing, gathered as plain records for people: pages, cards in the terminal, evidence."""
