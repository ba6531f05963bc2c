/** Who I am, to this page: one answer of the server for all of its parts. */
import type { Me } from '@coeval/api'
import { useEffect, useSyncExternalStore } from 'react'
import { api } from '../api/client.ts'
import { MeKeeper } from './me-keeper.ts'

const CHANNEL = 'coeval-me'

let channel: BroadcastChannel | null = null

const keeper = new MeKeeper({
  ask: api.me,
  nowMs: () => Date.now(),
  after(waitMs, action) {
    const timer = setTimeout(action, waitMs)
    return () => clearTimeout(timer)
  },
  tellTabs: () => channel?.postMessage('changed'),
})

/** `GET /api/me`, asked once and shared. Rejects with ApiError if it fails, and is then asked again automatically. */
export function loadMe(): Promise<Me> {
  listenOnce()
  return keeper.load()
}

/** Null until the server has answered for the first time. */
export const currentMe = keeper.current

export const subscribe = keeper.subscribe

/** For the answers of all requests that change who is signed in. */
export function setMe(me: Me): void {
  listenOnce()
  keeper.set(me)
}

/** Null until the server has answered; asks it where nobody has. */
export function useMe(): Me | null {
  useEffect(() => {
    loadMe().catch(() => undefined) // It is requested again; code that has to tell of the failure calls loadMe.
  }, [])
  return useSyncExternalStore(keeper.subscribe, keeper.current)
}

let isListening = false

function listenOnce(): void {
  if (isListening || typeof document === 'undefined') return
  isListening = true
  if (typeof BroadcastChannel === 'function') {
    channel = new BroadcastChannel(CHANNEL)
    channel.addEventListener('message', () => keeper.told())
  }
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && keeper.woke())
  window.addEventListener('online', () => keeper.woke())
}
