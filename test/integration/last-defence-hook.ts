/** Loaded into a server by NODE_OPTIONS: at SIGUSR2, things go wrong in it that nobody catches. */
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  process.on('SIGUSR2', () => {
    setTimeout(() => {
      throw new Error('thrown by the test')
    })
    void Promise.reject(new Error('rejected by the test'))
  })
}
