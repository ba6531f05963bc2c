/**
 * One chronology that is open in this page, as what the server lets me be in it. It holds the session, and puts another
 * in its place where that changes: a reader's document and a writer's are never the same one, since a writer's would
 * bring back what is in the trash, and a reader's copy lacks it.
 *
 * Whoever shows it keeps what belongs to the page: the selection, the view, the window of the timeline.
 */
import { Subscribable } from '../ui/subscribable.ts'
import type { ChronologyInfo, Me, Role } from '@coeval/server/api-types'
import { CLOSE } from '@coeval/sync'
import { ApiError } from '../api/client.ts'
import { t } from '../i18n/index.ts'
import { type Access, ChronologySession, type RoleChangeNotice, SentAwayError } from './chronology-session.ts'
import {
  abandonCopy,
  copyName,
  forgetGeneration,
  knownGeneration,
  mayBeOf,
  rememberGeneration,
  rememberOwner,
} from './local-copy.ts'
import { isWriter } from './role.ts'
import type { User } from './presence.ts'

/** The server may be away just when it has to be asked who I am here. */
const ASK_AGAIN_MS = 2_000
/** The copy on this device waits no longer for the server to say whose it is. */
const ME_PATIENCE_MS = 2_000
/** A session that was replaced is closed when nothing on the page looks at it any more. */
const LINGER_MS = 1_000
/** The server and its own answer may disagree for a moment, not for ever. */
const MAX_REOPENINGS = 5

export type Opening =
  | { phase: 'opening' }
  | { phase: 'waiting'; session: ChronologySession }
  | { phase: 'open'; session: ChronologySession; role: Role; news: RoleNews | null }
  | { phase: 'failed'; error: unknown }

/** That I am something else here since a moment ago. */
export interface RoleNews {
  from: Role
  to: Role
  /** What was written and not saved when that happened; it is nowhere but on this device. */
  left: { session: ChronologySession; changes: number } | null
  /** What stood in a form that was open and is gone, field by field. */
  drafts: readonly string[]
}

export interface OpenDeps {
  info: (id: string) => Promise<ChronologyInfo>
  /** Who I am. Rejects where the server does not answer. */
  me: () => Promise<Me>
  /** Calls back whenever that is another answer. Returns the way out. */
  followMe: (listener: (me: Me | null) => void) => () => void
  /**
   * Just before another session takes the place of one: what stands in a field and is not written yet should be. Gives
   * what cannot be, because the form that it stands in was not sent.
   */
  beforeReplacing: () => readonly string[]
}

export class OpenChronology {
  readonly id: string
  readonly #edges: OpenDeps
  readonly #changes = new Subscribable()
  readonly #stopFollowingMe: () => void
  #opening: Opening = { phase: 'opening' }
  #me: Me | null = null
  /** Counts the beginnings: an answer for an earlier one is of no use any more. */
  #turn = 0
  #isAsking = false
  #reopenings = 0
  #isClosed = false

  constructor(id: string, edges: OpenDeps) {
    this.id = id
    this.#edges = edges
    this.#stopFollowingMe = edges.followMe((me) => this.#meChanged(me))
    void this.open()
  }

  readonly opening = (): Opening => this.#opening

  readonly subscribe = this.#changes.subscribe

  /** The session that is shown, if there is one. */
  get session(): ChronologySession | null {
    return 'session' in this.#opening ? this.#opening.session : null
  }

  /** Opens it from the beginning, also after it failed. */
  async open(): Promise<void> {
    const turn = ++this.#turn
    const isOver = () => this.#isClosed || turn !== this.#turn
    this.#become({ phase: 'opening' })
    let session: ChronologySession | null = null
    try {
      const copy = (await this.#mayUseCopy()) ? knownGeneration(this.id) : null
      // The copy is a writer's: whether an owner's too is asked for meanwhile.
      const access: Access = copy === null ? await this.#edges.info(this.id) : { role: 'editor', generation: copy }
      if (isOver()) return
      session = await this.#start(access)
      if (isOver()) return session.close()
      this.#become({ phase: 'waiting', session })
      await session.ready
      if (isOver()) return session.close()
      this.#show(session, access.role)
      if (copy !== null) void this.#check(session)
    } catch (error) {
      session?.close()
      if (isOver()) return
      const isReplaced = error instanceof SentAwayError && error.code === CLOSE.otherGeneration.code
      // Of what this device remembered nothing was here to show: once more, with the server's own generation.
      if (isReplaced && this.#reopenings++ === 0) {
        forgetGeneration(this.id)
        return this.open()
      }
      this.#become({ phase: 'failed', error })
    }
  }

  /** The person has read the news, and has taken or given up what was left. */
  newsRead(): void {
    if (this.#opening.phase !== 'open') return
    this.#opening.news?.left?.session.close()
    this.#become({ ...this.#opening, news: null })
  }

  close(): void {
    this.#isClosed = true
    this.#stopFollowingMe()
    if (this.#opening.phase === 'open') this.#opening.news?.left?.session.close()
    this.session?.close()
    this.#changes.clear()
  }

  #start(access: Access): Promise<ChronologySession> {
    if (isWriter(access.role)) {
      rememberGeneration(this.id, access.generation)
      const person = this.#me?.person
      if (person) {
        if (!mayBeOf(copyName(this.id, access.generation), person)) abandonCopy(this.id, access.generation)
        rememberOwner(copyName(this.id, access.generation), person)
      }
    } else {
      // The next opening asks the server first. A copy from the time when I wrote stays where it is.
      forgetGeneration(this.id)
    }
    return ChronologySession.open(this.id, access, userOf(this.#me))
  }

  #show(session: ChronologySession, role: Role, news: RoleNews | null = null): void {
    session.onDoubt((doubt) => void this.#settle(session, doubt))
    if (session.mayWrite) this.#checkOnReturn(session)
    if (this.#me) session.people.setUser(userOf(this.#me))
    this.#become({ phase: 'open', session, role, news })
  }

  /**
   * Whose copy this device has is noted beside it. One who is somebody else does not see it before the server has let
   * him in, and then begins with a copy of his own. Where the server cannot be asked, the device is taken for its last
   * user's.
   */
  async #mayUseCopy(): Promise<boolean> {
    const me = await soon(this.#edges.me(), ME_PATIENCE_MS)
    if (me === null) return true
    this.#me = me
    const generation = knownGeneration(this.id)
    if (me.person === null) return false
    if (generation === null || mayBeOf(copyName(this.id, generation), me.person)) return true
    forgetGeneration(this.id)
    return false
  }

  #meChanged(me: Me | null): void {
    const before = this.#me?.person?.id
    if (!me) return
    this.#me = me
    if (this.#opening.phase === 'open') this.#opening.session.people.setUser(userOf(me))
    if (before === me.person?.id) return
    // A guest is an account now, and the same person.
    if (before !== undefined && me.person?.formerIds.includes(before)) {
      const name = this.session?.copyName
      if (name) rememberOwner(name, me.person)
      return
    }
    if (before !== undefined && me.person && this.#opening.phase === 'open') return this.#openForAnother()
    // Somebody signed in, in another tab perhaps: what was refused to nobody may be open to him.
    if (this.#opening.phase === 'failed') void this.open()
    else if (this.#opening.phase === 'open' && this.#opening.session.saving.state().kind === 'closed') {
      void this.#settle(this.#opening.session, CLOSE.roleChanged)
    }
  }

  /** This browser is somebody else's now: what is shown is opened as his, and what was not saved stays with its copy. */
  #openForAnother(): void {
    const { session } = this
    if (!session || (session.saving.unsaved > 0 && !session.isKeptHere)) return
    session.retire()
    setTimeout(() => session.close(), LINGER_MS)
    void this.open()
  }

  /** After the connection was away, my role may have changed in a way that the document does not show: owner, editor. */
  #checkOnReturn(session: ChronologySession): void {
    let wasAway = false
    session.provider.on('status', ({ status }: { status: string }) => {
      wasAway ||= status === 'disconnected'
    })
    session.provider.on('sync', (synced: boolean) => {
      if (!synced || !wasAway) return
      wasAway = false
      void this.#check(session)
    })
  }

  /** Asks what I am here and follows, where the server answers. */
  async #check(session: ChronologySession): Promise<void> {
    const info = await this.#edges.info(this.id).catch(() => null)
    // A refusal comes over the connection too, with its reason.
    if (info && this.#isShown(session)) await this.#follow(session, info, null)
  }

  /** The server ended the connection because of who I am here, or because this is not the document for me: asks which. */
  async #settle(session: ChronologySession, doubt: RoleChangeNotice): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      while (this.#isShown(session)) {
        try {
          const info = await this.#edges.info(this.id)
          if (this.#isShown(session)) await this.#follow(session, info, doubt)
          return
        } catch (error) {
          if (!(error instanceof ApiError) || (error.status >= 400 && error.status < 500 && error.status !== 429)) {
            return session.saving.closed(codeOf(error) ?? doubt.code, doubt.reason)
          }
          await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS))
        }
      }
    } finally {
      this.#isAsking = false
    }
  }

  /** `doubt`: why the connection is closed; null while it is open. */
  async #follow(session: ChronologySession, info: ChronologyInfo, doubt: RoleChangeNotice | null): Promise<void> {
    if (this.#opening.phase !== 'open') return
    const { role } = this.#opening
    if (isWriter(info.role) !== session.mayWrite) return this.#replace(session, info)
    if (info.generation !== session.generation) {
      // What a writer has not saved belongs to the document that was replaced: he decides.
      if (!session.mayWrite) return this.#replace(session, info)
      if (doubt) session.saving.closed(CLOSE.otherGeneration.code, CLOSE.otherGeneration.reason)
      return
    }
    if (info.role !== role) {
      // Until it was asked, an owner with a copy was taken for an editor: no news to him.
      const news = doubt && { from: role, to: info.role, left: null, drafts: [] }
      this.#become({ ...this.#opening, role: info.role, news: news ?? this.#opening.news })
    }
    if (!doubt) return
    if (doubt.code === CLOSE.otherGeneration.code && ++this.#reopenings > MAX_REOPENINGS) {
      return session.saving.closed(doubt.code, doubt.reason)
    }
    session.connectNow()
  }

  /** Another session takes the place of this one once it has something to show. */
  async #replace(session: ChronologySession, info: ChronologyInfo): Promise<void> {
    if (++this.#reopenings > MAX_REOPENINGS && !session.mayWrite) {
      return session.saving.closed(CLOSE.otherGeneration.code, CLOSE.otherGeneration.reason)
    }
    const next = await this.#start(info)
    try {
      await next.ready
    } catch (error) {
      next.close()
      if (!this.#isShown(session)) return
      if (error instanceof SentAwayError) session.saving.closed(error.code, error.message)
      return
    }
    if (this.#opening.phase !== 'open' || !this.#isShown(session)) return next.close()
    const { role, news } = this.#opening
    const typed = this.#edges.beforeReplacing()
    // Of a reader's page they could only be what he looked for.
    const drafts = session.mayWrite ? typed : []
    const changes = session.mayWrite ? session.saving.unsaved : 0
    const left = changes > 0 ? { session, changes } : stillLeft(news, next)
    session.retire()
    if (left?.session !== session) setTimeout(() => session.close(), LINGER_MS)
    if (news?.left && news.left !== left) news.left.session.close()
    const isNews = info.role !== role || left !== null || drafts.length > 0
    this.#show(next, info.role, isNews ? { from: role, to: info.role, left, drafts } : null)
  }

  #isShown(session: ChronologySession): boolean {
    return !this.#isClosed && this.#opening.phase === 'open' && this.#opening.session === session
  }

  #become(opening: Opening): void {
    if (this.#isClosed) return
    this.#opening = opening
    this.#changes.tell()
  }
}

/** What was left before, unless the new session has opened the copy that holds it: then it is on its way to the server. */
function stillLeft(news: RoleNews | null, next: ChronologySession): RoleNews['left'] {
  const left = news?.left ?? null
  return left && next.isKeptHere && next.copyName === left.session.copyName ? null : left
}

/** As which I appear to my own page; the server tells the others. */
function userOf(me: Me | null): User {
  return me?.person ? { name: me.person.name, colour: me.person.colour } : { name: t('people.me'), colour: 0 }
}

function codeOf(error: unknown): number | null {
  if (!(error instanceof ApiError)) return null
  switch (error.status) {
    case 401:
      return CLOSE.noSession.code
    case 403:
      return CLOSE.forbidden.code
    case 404:
      return CLOSE.notFound.code
    default:
      return null
  }
}

/** What the promise gives within that time, else null. */
function soon<T>(promise: Promise<T>, withinMs: number): Promise<T | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), withinMs)
    const settle = (value: T | null) => {
      clearTimeout(timer)
      resolve(value)
    }
    promise.then(settle, () => settle(null))
  })
}
