/**
 * One chronology that is open in this page, as what the server lets me be in it. It holds the session, and puts another
 * in its place where that changes: a reader's document and a writer's are never the same one, since a writer's would
 * bring back what is in the trash, and a reader's copy lacks it.
 *
 * The component that shows it keeps what belongs to the page: the selection, the view, the window of the timeline.
 */
import type { ChronologyInfo, Me, Role } from '@coeval/api'
import { CLOSE } from '@coeval/sync'
import { t } from '../i18n/index.ts'
import { Subscribable } from '../ui/subscribable.ts'
import { askUntilAnswered, closeCodeOf, soon } from './ask-server.ts'
import type { ChronologySession } from './chronology-session.ts'
import type { RoleChangeNotice } from './connect-provider.ts'
import { claimCopy, copyToShow } from './copy-owner.ts'
import { forgetGeneration, rememberOwner } from './local-copy.ts'
import { type Admission, openSession } from './open-session.ts'
import type { OpenDeps, Opening, RoleNews } from './opening.ts'
import type { User } from './presence.ts'
import { roleStep } from './role-step.ts'
import { SentAwayError } from './sent-away-error.ts'

/** The copy on this device waits no longer for the server to say whose it is. */
const ME_PATIENCE_MS = 2_000
/** A session that was replaced is closed when nothing on the page looks at it any more. */
const LINGER_MS = 1_000
/** The server and its own answer may disagree for a moment, not for ever. */
const MAX_REOPENINGS = 5

export class OpenChronology {
  readonly id: string
  readonly #deps: OpenDeps
  readonly #changes = new Subscribable()
  readonly #stopFollowingMe: () => void
  #opening: Opening = { phase: 'opening' }
  #me: Me | null = null
  /** Counts the beginnings: an answer for an earlier one is of no use any more. */
  #turn = 0
  #isAsking = false
  #reopenings = 0
  #isClosed = false

  constructor(id: string, deps: OpenDeps) {
    this.id = id
    this.#deps = deps
    this.#stopFollowingMe = deps.followMe((me) => this.#meChanged(me))
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
      const me = await soon(this.#deps.me(), ME_PATIENCE_MS)
      this.#me = me ?? this.#me
      const copy = copyToShow(this.id, me)
      // The copy is a writer's: whether an owner's too is asked for meanwhile.
      const admission: Admission = copy === null ? await this.#deps.info(this.id) : { role: 'editor', generation: copy }
      if (isOver()) return
      session = await this.#start(admission)
      if (isOver()) return session.close()
      this.#become({ phase: 'waiting', session })
      await session.ready
      if (isOver()) return session.close()
      this.#show(session, admission.role)
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

  /** The person has read the notice, and has saved or discarded what was left. */
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

  #start(admission: Admission): Promise<ChronologySession> {
    claimCopy(this.id, admission, this.#me)
    return openSession(this.id, admission, userOf(this.#me))
  }

  #show(session: ChronologySession, role: Role, news: RoleNews | null = null): void {
    session.onRoleChange((notice) => void this.#settle(session, notice))
    if (session.mayWrite) this.#checkOnReturn(session)
    if (this.#me) session.people.setUser(userOf(this.#me))
    this.#become({ phase: 'open', session, role, news })
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
    // Somebody signed in, perhaps in another tab: they may have access that was refused before.
    if (this.#opening.phase === 'failed') void this.open()
    else if (this.#opening.phase === 'open' && this.#opening.session.saving.state().kind === 'closed') {
      void this.#settle(this.#opening.session, CLOSE.roleChanged)
    }
  }

  /** This browser is somebody else's now: what is shown is opened as theirs, and what was not saved stays with its copy. */
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
    const info = await this.#deps.info(this.id).catch(() => null)
    // A refusal comes over the connection too, with its reason.
    if (info && this.#isShown(session)) await this.#follow(session, info, null)
  }

  /** The server ended the connection because of who I am here, or because this is not the document for me: asks which. */
  async #settle(session: ChronologySession, notice: RoleChangeNotice): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      const answer = await askUntilAnswered(
        async () => {
          const info = await this.#deps.info(this.id)
          if (this.#isShown(session)) await this.#follow(session, info, notice)
        },
        () => this.#isShown(session),
      )
      if (answer?.kind === 'refusal') session.saving.closed(closeCodeOf(answer.error) ?? notice.code, notice.reason)
    } finally {
      this.#isAsking = false
    }
  }

  /** `notice`: why the connection is closed; null while it is open. */
  async #follow(session: ChronologySession, info: ChronologyInfo, notice: RoleChangeNotice | null): Promise<void> {
    if (this.#opening.phase !== 'open') return
    const { role } = this.#opening
    const { mayWrite, generation, saving } = session
    const step = roleStep({ role, mayWrite, generation, isClosed: notice !== null }, info)
    switch (step.kind) {
      case 'replace':
        return this.#replace(session, info)
      case 'other generation':
        if (notice) saving.closed(CLOSE.otherGeneration.code, CLOSE.otherGeneration.reason)
        return
      case 'go on': {
        const news = step.isNews ? { from: role, to: step.role, left: null, drafts: [] } : this.#opening.news
        if (step.role !== role) this.#become({ ...this.#opening, role: step.role, news })
        if (!notice) return
        const isRepeated = notice.code === CLOSE.otherGeneration.code && ++this.#reopenings > MAX_REOPENINGS
        if (isRepeated) saving.closed(notice.code, notice.reason)
        else session.connectNow()
      }
    }
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
    const typed = this.#deps.beforeReplacing()
    // Of a reader's page they could only be what was looked for.
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
