"""What sources differ on."""
