"""What an author is told beyond mistakes: what may be unfair, give itself away, or teach too little."""
