/** Steps of the database's shape, in order. A step that was released is never changed: add another. */
import type { DatabaseSync } from 'node:sqlite'
import { NewerDatabaseError } from './storage-failure.ts'

const MIGRATIONS: readonly string[] = [
  // Times are integer milliseconds since 1970, UTC (node:sqlite would bind a Date as NULL).
  `create table room (
     id            text primary key,
     generation    text not null,
     snapshot      blob,
     snapshot_seq  integer not null default 0,
     snapshot_ms   integer not null default 0
   ) strict;
   create table room_log (
     room     text not null references room (id) on delete cascade,
     seq      integer not null,
     data     blob not null,
     author   text,
     time_ms  integer not null,
     primary key (room, seq)
   ) strict, without rowid;
   create table chronology (
     id             text primary key references room (id) on delete cascade,
     title          text not null,
     events         integer not null,
     described_seq  integer not null,
     created_ms     integer not null,
     trashed_ms     integer
   ) strict;
   create table setting (key text primary key, value text not null) strict;`,
  // 'v2' is Yjs V2 as it is, 'v2-deflate' the same compressed (RFC 1951).
  `alter table room add column snapshot_encoding text not null default 'v2';`,
  // The first five are better-auth's, as its own migrations would make them (auth.test.ts holds the two together); it
  // keeps dates as ISO 8601 text. A person is a row in "user": an account, a guest (isAnonymous) or a program.
  `create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique,
     "emailVerified" integer not null, "image" text, "createdAt" date not null, "updatedAt" date not null,
     "isAnonymous" integer, "colour" integer not null, "choseName" integer not null, "isOwner" integer not null,
     "isProgram" integer not null);
   create table "session" ("id" text not null primary key, "expiresAt" date not null, "token" text not null unique,
     "createdAt" date not null, "updatedAt" date not null, "ipAddress" text, "userAgent" text,
     "userId" text not null references "user" ("id") on delete cascade);
   create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null,
     "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text,
     "idToken" text, "accessTokenExpiresAt" date, "refreshTokenExpiresAt" date, "scope" text, "password" text,
     "createdAt" date not null, "updatedAt" date not null);
   create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null,
     "expiresAt" date not null, "createdAt" date not null, "updatedAt" date not null);
   create table "apikey" ("id" text not null primary key, "configId" text not null, "name" text, "start" text,
     "referenceId" text not null, "prefix" text, "key" text not null, "refillInterval" integer, "refillAmount" integer,
     "lastRefillAt" date, "enabled" integer, "rateLimitEnabled" integer, "rateLimitTimeWindow" integer,
     "rateLimitMax" integer, "requestCount" integer, "remaining" integer, "lastRequest" date, "expiresAt" date,
     "createdAt" date not null, "updatedAt" date not null, "permissions" text, "metadata" text);
   create index "session_userId_idx" on "session" ("userId");
   create index "account_userId_idx" on "account" ("userId");
   create index "verification_identifier_idx" on "verification" ("identifier");
   create index "apikey_configId_idx" on "apikey" ("configId");
   create index "apikey_referenceId_idx" on "apikey" ("referenceId");
   create index "apikey_key_idx" on "apikey" ("key");

   alter table chronology add column visibility text not null default 'private';
   update chronology set visibility = 'public' where id = 'caj';
   create table member (
     chronology  text not null references chronology (id) on delete cascade,
     person      text not null references "user" (id) on delete cascade,
     role        text not null,
     added_ms    integer not null,
     primary key (chronology, person)
   ) strict, without rowid;
   create index member_person on member (person);
   create table link (
     id            text primary key,
     chronology    text not null references chronology (id) on delete cascade,
     role          text not null,
     label         text not null,
     email         text,
     token_hash    text not null unique,
     created_ms    integer not null,
     created_by    text,
     expires_ms    integer,
     max_uses      integer,
     uses          integer not null default 0,
     last_used_ms  integer,
     revoked_ms    integer
   ) strict;
   create index link_chronology on link (chronology);
   create table link_use (
     link      text not null references link (id) on delete cascade,
     person    text not null references "user" (id) on delete cascade,
     first_ms  integer not null,
     last_ms   integer not null,
     ended_ms  integer,
     primary key (link, person)
   ) strict, without rowid;
   create index link_use_person on link_use (person);
   create table one_time_token (
     token_hash  text primary key,
     kind        text not null,
     person      text references "user" (id) on delete cascade,
     expires_ms  integer not null,
     used_ms     integer
   ) strict;
   create table contributor (
     room      text not null references room (id) on delete cascade,
     person    text not null,
     updates   integer not null,
     first_ms  integer not null,
     last_ms   integer not null,
     primary key (room, person)
   ) strict, without rowid;
   create table person_alias (former text primary key, person text not null) strict, without rowid;
   create table audit (
     id                integer primary key autoincrement,
     at_ms             integer not null,
     actor             text,
     actor_name        text,
     action            text not null,
     chronology        text,
     chronology_title  text,
     subject           text,
     detail            text,
     address           text
   ) strict;
   create index audit_chronology on audit (chronology, id);`,
  // `hash` is keyed: of an e-mail and the network that it was signed in from.
  `create table known_address (
     hash     text primary key,
     person   text not null references "user" (id) on delete cascade,
     last_ms  integer not null
   ) strict, without rowid;
   create index known_address_person on known_address (person, last_ms);
   alter table audit add column count integer not null default 1;
   alter table audit add column subject_person text;`,
  // Who was added by e-mail and has not come has no \`came_ms\`. A personal link \`vouches\` for the e-mail of the account that
  // took it; \`left_ms\` is set for people who left by themselves, and may come back.
  `alter table member add column came_ms integer;
   update member set came_ms = added_ms;
   alter table link_use add column vouches integer not null default 0;
   alter table link_use add column left_ms integer;
   create table join_request (
     id           text primary key,
     link         text not null references link (id) on delete cascade,
     person       text not null references "user" (id) on delete cascade,
     asked_ms     integer not null,
     answer       text,
     answered_ms  integer,
     unique (link, person)
   ) strict;
   create index join_request_person on join_request (person);`,
]

export const NEWEST_VERSION = MIGRATIONS.length

export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('pragma user_version').get()?.user_version)
}

/**
 * Brings the database up to the newest shape (a test may stop at an older one), each step in a transaction of its own.
 * Safe to call again. Throws NewerDatabaseError.
 */
export function migrate(db: DatabaseSync, upTo: number = MIGRATIONS.length): void {
  const current = versionOf(db)
  if (current > MIGRATIONS.length) {
    throw new NewerDatabaseError(`the database has version ${current}; ${MIGRATIONS.length} is the newest known`)
  }
  for (const [index, sql] of MIGRATIONS.slice(0, upTo).entries()) {
    if (index < current) continue
    db.exec('begin immediate')
    try {
      db.exec(sql)
      db.exec(`pragma user_version = ${index + 1}`)
      db.exec('commit')
    } catch (error) {
      db.exec('rollback')
      throw error
    }
  }
}
