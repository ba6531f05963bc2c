/** A document with one text in it, for tests of a host. */
import * as Y from 'yjs'
import type { RoomHost } from '../host/room-host.ts'
import { settle } from './hand-clock.ts'
import { deliverAll, Tab } from './tab.ts'

/** So many tabs in the room `room`, each with all of it. */
export async function openTabs(host: RoomHost, count: 1): Promise<[Tab]>
export async function openTabs(host: RoomHost, count: 2): Promise<[Tab, Tab]>
export async function openTabs(host: RoomHost, count: number): Promise<Tab[]>
export async function openTabs(host: RoomHost, count: number): Promise<Tab[]> {
  const tabs = Array.from({ length: count }, (_, n) => new Tab({ clientId: n + 100 }))
  for (const tab of tabs) tab.connect(host, 'room')
  await settle()
  deliverAll(tabs)
  return tabs
}

export function type(tab: Tab, text: string): void {
  tab.doc.getText('t').insert(0, text)
}

export function textOf(doc: Y.Doc): string {
  return doc.getText('t').toString()
}

export function seed(text: string): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getText('t').insert(0, text)
  return Y.encodeStateAsUpdateV2(doc)
}
