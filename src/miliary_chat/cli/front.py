"""The program's front page: what `miliary-chat --help` says."""

FRONT = """\
miliary-chat: a case conference in a terminal. You work through a patient in your own words; a tutor listens,
credits, corrects and hints, and at the end shows the expert's reading beside yours.

  miliary-chat                     the home screen: cases, what is in progress, your history
  miliary-chat list                the cases
  miliary-chat play CASE           work through a case; one in progress goes on where you left it
  miliary-chat resume [ATTEMPT]    go on with the last attempt, or with a named one
  miliary-chat history             your attempts and their marks
  miliary-chat feedback export [CASE] --out FILE
                                   write what was not understood, for the case's author, without a trace of who said it
  miliary-chat feedback show FILE  what such a file holds
  miliary-chat export CASE --anki FILE
                                   flashcards of a case for Anki; --attempt ATTEMPT: of what you missed

For authors:
  miliary-chat new                 begin a case: a folder with one that plays at once
  miliary-chat check [PATH...]     look for mistakes, and for what may be unfair, in your cases or all
  miliary-chat try CASE [STAGE]    type answers and see what the judge finds in them, and why
  miliary-chat preview CASE        play a case beside its problems while you write it
  miliary-chat test [PATH...]      replay the answers that lie beside cases
  miliary-chat mine CASE [FILE...] put what trainees said, and a case did not understand, into the case
  miliary-chat schema              what your editor needs to complete and explain every key of a case
  miliary-chat packs [NAME]        interviews and orders that a case may use, and what is in one
  miliary-chat lexicon WORD...     what the judge knows of a word

For examiners:
  miliary-chat grade RUBRICS.yaml ANSWERS.jsonl --out FILE
                                   judge answers that were collected elsewhere

Options, before or after the command:
  --plain          line by line, nothing but text: for screen readers, pipes and plain terminals
  --from STAGE     (play, preview) begin at a stage; what would be known by then is told
  --new            (play) begin again, even if this case is in progress
  --cases DIR      look for cases in this folder too; may be given several times
  --db URL         keep attempts elsewhere: a file, or a database's URL (also: MILIARY_DB)
  --seed N         (play, preview) choose among the tutor's phrases by this number
  --theme NAME     dark or light
  --graphics WAY   how pictures are drawn: auto, half or none
  --dry-run        (mine) show what would be written, and write nothing
  --yes, --show    (feedback export) do not ask first; print every line
  --jobs [N]       (grade) use N processes, or one for each core
  --out FILE       (grade, schema) write here; --force (schema) replaces a file that is there
  --json           (list, history, check, test, mine, lexicon, packs) for programs
  --version, --help; COMMAND --help tells about one command

Everything stays on this machine. A teaching simulation, not medical advice.
"""
