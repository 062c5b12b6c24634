"""The program's front page: what `miliary-chat --help` says."""

FRONT = """\
miliary-chat: a case conference in a terminal. You work through a patient in your own words; a tutor listens,
credits, corrects and hints, and at the end shows the expert's reading beside yours.

  miliary-chat                     the home screen: cases, what is in progress, your history
  miliary-chat list                the cases and the exams
  miliary-chat play CASE           work through a case; one in progress goes on where you left it
  miliary-chat resume [ATTEMPT]    go on with the last attempt, or with a named one
  miliary-chat history             your attempts and their marks
  miliary-chat view PICTURE...     look at pictures, files or CASE/IMAGE: zoom, windows, callipers, comparison
  miliary-chat compare [DIAGNOSIS...]
                                   look-alikes side by side: what separates them, what does not, their pictures
  miliary-chat export CASE --anki FILE
                                   flashcards of a case for Anki; --attempt ATTEMPT: of what you missed
  miliary-chat feedback export [CASE] --out FILE
                                   what was not understood, for the case's author, without a trace of who said it
  miliary-chat feedback show FILE  what such a file holds

For authors:
  miliary-chat new                 begin a case: a folder with one that plays at once
  miliary-chat preview CASE        play a case beside its problems while you write it
  miliary-chat try CASE [STAGE]    type answers and see what the judge finds in them, and why
  miliary-chat check [PATH...]     look for mistakes, and for what may be unfair, in cases and exams
  miliary-chat test [PATH...]      replay the answers that lie beside cases; --players: look for dead ends
  miliary-chat mine CASE [FILE...] put what trainees said, and a case did not understand, into the case
  miliary-chat strip FILE...       clean copies of pictures, without what their headers tell of a patient
  miliary-chat claims [CASE...]    everything that cases claim, with its sources, for an expert's review
  miliary-chat packs [NAME]        interviews and orders that a case may use, and what is in one
  miliary-chat lexicon WORD...     what the judge knows of a word
  miliary-chat schema [FILE]       what your editor needs to complete and explain every key

For examiners:
  miliary-chat exam sit EXAM       sit an exam: its rules first, and the clock runs when you say so
  miliary-chat exam live EXAM      who sits it now, where they are, and the time that is left
  miliary-chat exam extend EXAM    give time to everybody who sits it now, or to one
  miliary-chat exam pack EXAM      write it into one file for other laptops, without keys
  miliary-chat exam collect FILE...
                                   take in what was sat there; what was altered is refused
  miliary-chat exam save           write the file of a sitting once more
  miliary-chat exam verify         look whether everything is what was stored
  miliary-chat exam mark EXAM      decide what the machine could not: one wording, one key
  miliary-chat exam regrade EXAM   judge it anew; you see the difference first
  miliary-chat exam results EXAM   marks and figures: as a table, for spreadsheets, as pages
  miliary-chat exam release EXAM   let candidates see what the exam shows once it is released
  miliary-chat exam forget CODE    erase a candidate's name; what was sat stays under the code
                                   (exam COMMAND --help tells the options)
  miliary-chat grade RUBRICS.yaml ANSWERS.jsonl --out FILE
                                   judge answers that were collected elsewhere

Options, before or after the command:
  --plain          line by line, nothing but text: for screen readers, pipes and plain terminals
  --cases DIR      look for cases in this folder too; may be given several times
  --db URL         keep attempts elsewhere: a file, or a database's URL (also: MILIARY_DB)
  --seed N         choose among the tutor's phrases, or the players of test, by this number
  --theme NAME     dark or light
  --graphics WAY   how pictures are drawn: auto, half, kitty, sixel or none
  --version, --help

Options of single commands (COMMAND --help tells more):
  --exams          list: only the exams
  --from STAGE     play, preview: begin at a stage; what would be known by then is told
  --new            play: begin again, even if this case is in progress
  --id, --title, --into DIR
                   new: the case's id and title, and the folder that its own is made in
  --yes            new, test --update, feedback export: ask nothing
  --mm MM, --full  view: millimetres a pixel, if you know them; with an expert's words
  --strict         check, test: what may be unfair fails too
  --format WAY     check: text, json, or github (remarks on a pull request)
  --explain CODE   check: what a code means, and what to do
  --update         test: write what is found now, after the difference was shown
  --players N      test: N players of every character walk each case and look for dead ends
  --all, --no-mutants
                   test: list everything; leave out the answers that are changed a little
  --dry-run        mine: show what would be written, and write nothing
  --show           feedback export: print every line, not only the first fifty
  --jobs [N]       grade: use N processes, or one for each core
  --into DIR, --stack FILE.png
                   strip: where the copies go; the slices of a CT as one picture
  --out FILE       grade, schema: write here; schema --force replaces a file that is there
  --json           list, history, check, test, mine, strip, lexicon, packs: for programs

Everything stays on this machine. A teaching simulation, not medical advice.
"""
