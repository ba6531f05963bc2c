/** What is asked by programs that watch the server. They must be answered when nothing else is: no guard is before them. */
import { file, route } from '../route.ts'
import { ANYONE } from '../rule.ts'

export const probes = {
  readLivez: route({
    method: 'GET',
    path: '/livez',
    rule: ANYONE,
    summary: 'Whether the process runs.',
    answers: { 200: file('text/plain') },
  }),
  readReadyz: route({
    method: 'GET',
    path: '/readyz',
    rule: ANYONE,
    summary: 'Whether it can serve people; else 503 with a sentence.',
    answers: { 200: file('text/plain'), 503: file('text/plain') },
  }),
  readMetrics: route({
    method: 'GET',
    path: '/metrics',
    rule: ANYONE,
    summary: 'Figures for Prometheus: with the token of the metrics, or from the machine of the server.',
    answers: { 200: file('text/plain'), 403: file('text/plain') },
  }),
  readSecurityTxt: route({
    method: 'GET',
    path: '/.well-known/security.txt',
    rule: ANYONE,
    summary: 'Whom to tell of a weakness (RFC 9116).',
    answers: { 200: file('text/plain'), 404: file('text/plain') },
  }),
}
