// Which folder may import which. `npm run check` holds these rules (scripts/suites/check.ts), by value and by type alike;
// docs/architecture/ says why they are so. A folder of the page or the server stands on those that are named before it.

/** The page, from the ground up. Folders of one line do not import each other. */
const PAGE = [
  ['theme', 'i18n'],
  ['api'],
  ['navigation'],
  ['ui'],
  ['words'],
  ['person'],
  ['session'],
  ['view'],
  ['boundary'],
  ['presence'],
  ['shell', 'fields'],
  ['sources'],
  ['claims'],
  ['commentary'],
  ['event', 'list', 'timeline', 'transfer', 'audit'],
  ['sharing'],
  ['keys'],
  ['workspace', 'home', 'account', 'admin', 'checkup', 'sign-in'],
]

/** The server, from the ground up. What stands beside these folders (main, cli, serve, program, app) imports them all. */
const SERVER = [['refusal', 'process'], ['net']]

const TESTS = '\\.test\\.tsx?$|/testing/|/storage/suites/'

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one idea, or lack a third that both stand on. Types count as well.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'packages-import-no-apps',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(apps|test|scripts)/' },
    },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'api-stands-alone',
      comment: 'The contract is read by page, server, command line and tests.',
      severity: 'error',
      from: { path: '^packages/api/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/api/' },
    },
    {
      name: 'chronology-stands-alone',
      severity: 'error',
      from: { path: '^packages/chronology/', pathNot: TESTS },
      to: { path: '^(packages|apps)/', pathNot: '^packages/chronology/' },
    },
    {
      name: 'ydoc-alone-knows-yjs',
      comment: 'The names inside the Y.Doc are known to one folder. The rest of the model is plain data.',
      severity: 'error',
      from: { path: '^packages/chronology/src/', pathNot: `^packages/chronology/src/ydoc/|${TESTS}` },
      to: { path: 'node_modules/(yjs|lib0|y-protocols)/' },
    },
    {
      name: 'formats-know-plain-chronologies-only',
      comment: 'So that a format runs in tab, server and command line alike: no Yjs, no page, no Node.',
      severity: 'error',
      from: { path: '^packages/formats/', pathNot: TESTS },
      to: { path: 'node_modules/(yjs|lib0|y-protocols|react)/|^packages/(sync|caj)/|^packages/chronology/src/ydoc/' },
    },
    {
      name: 'packages-know-no-node',
      severity: 'error',
      from: { path: '^packages/(chronology|formats|sync|api)/src/', pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'sync-knows-no-chronology',
      comment: 'What an audience may see is passed in.',
      severity: 'error',
      from: { path: '^packages/sync/', pathNot: TESTS },
      to: { path: '^packages/(chronology|formats|caj|api)/' },
    },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: `${TESTS}|^test/` },
      to: { path: TESTS },
    },
    {
      name: 'verbs-of-accounts-know-no-http',
      comment: 'What people do with their accounts the command line does too. Only the routes translate.',
      severity: 'error',
      from: { path: '^apps/server/src/accounts/', pathNot: `-routes\\.ts$|${TESTS}` },
      to: {
        path: '^apps/server/src/',
        pathNot:
          '^apps/server/src/(accounts|access|auth|costs|net|process|storage/contract)/|^apps/server/src/refusal\\.ts$',
      },
    },
    {
      name: 'routes-of-accounts-only-translate',
      severity: 'error',
      from: { path: '^apps/server/src/accounts/.*-routes\\.ts$' },
      to: {
        path: '^apps/server/src/',
        pathNot:
          '^apps/server/src/(accounts|net)/|^apps/server/src/http/(serve-route|context|browser-requests)\\.ts$|^apps/server/src/refusal\\.ts$',
      },
    },
    ...upward('apps/web/src', PAGE),
    ...upward('apps/server/src', SERVER),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|dist-dev)/' },
    // Types are part of what a file needs.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}

/** A rule for each folder: it imports itself and the lines before it. */
function upward(root, lines) {
  return lines.flatMap((line, at) =>
    line.map((folder) => {
      const below = [folder, ...lines.slice(0, at).flat()].join('|')
      return {
        name: `${folder}-imports-downwards`,
        severity: 'error',
        from: { path: `^${root}/${folder}(/|\\.tsx?$)`, pathNot: TESTS },
        to: { path: `^${root}/`, pathNot: `^${root}/(${below})(/|\\.tsx?$|\\.d\\.ts$)` },
      }
    }),
  )
}
