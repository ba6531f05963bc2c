export const HELP = `Usage: npm run coeval -- COMMAND

  list                          the chronologies: id, events, title (those in the trash are marked)
  export ID [--format json]     a chronology, to standard output
  import FILE [--title TITLE]   a new chronology from a file ("-" for standard input); prints its id
       [--encoding NAME]        reads a file that is not UTF-8, such as one in windows-1252
  owner-link                    a link for the first owner, good once and for 24 hours
  sign-in-link [EMAIL]          a link for one who cannot sign in (without EMAIL: the owner), good once and for an hour
  link ID --role ROLE           a link into a chronology: editor, commenter or viewer
       [--label TEXT] [--days N] [--uses N]
  key create --scope SCOPE      a key for a program: read or write
       [--name NAME] [--chronology ID] [--days N]
  key list                      the keys that were made here
  key revoke ID                 ends one
  backup FILE [--force]         everything, in one file ("-" for standard output), read back before it is called done
  restore FILE                  a backup in the place of what is here, which is kept in a folder beside
  recover                       the database anew from its log, where the database file was lost
  new-secret                    in the place of one that was lost; everybody signs in again
  serve                         the server, as npm start does

  --help, --version

Works while the server runs, and without it (recover and new-secret: without it). Links and keys are printed this once: only their hashes are kept. HOST,
PORT, BASE_URL, COEVAL_DATA and LOG are those of the server.`
