import type { CreateLink, KeyInfo, NewKey, NewLink, OneTimeLink, SignInLinkFor } from '@coeval/api'
import type { Problem } from '@coeval/chronology'
import type { LinkSettings } from '../access/links.ts'
import type { KeySettings } from '../accounts/api-keys.ts'
import type { ChronologyFacts } from '../chronologies/chronology-list.ts'
import type { ImportedFile } from '../chronologies/imported-file.ts'

/**
 * The chronologies and their links and keys, for the command line: http-client.ts asks a server that runs,
 * direct-client.ts works in the data folder. What is done is the same, and is stored, told and logged by the same verbs.
 */
export interface ChronologyClient {
  list(): Promise<ChronologyFacts[]>
  /** The file, packed with gzip, or as it is; and how many ids are others in it. */
  export(id: string, format: string): Promise<{ bytes: Uint8Array; isPacked: boolean; changedIds: number }>
  import(
    file: ImportedFile,
    settings: { title: string | undefined },
  ): Promise<{ id: string; title: string; problems: Problem[] }>
  ownerLink(): Promise<OneTimeLink>
  /** For the person with this e-mail; without one, for the owner. */
  signInLink(email: string | undefined): Promise<SignInLinkFor>
  makeLink(chronology: string, settings: CommandLineLink): Promise<NewLink>
  keys(): Promise<KeyInfo[]>
  makeKey(settings: KeySettings): Promise<NewKey>
  revokeKey(id: string): Promise<void>
  close(): Promise<void>
}

/** No owners by link: they are made by e-mail, in the page. */
export type CommandLineLink = LinkSettings & Pick<CreateLink, 'role'>
