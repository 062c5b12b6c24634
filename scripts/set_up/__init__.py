"""Makes the checkout's .venv from the locked versions, repairs it and says what it does; standard library only."""
