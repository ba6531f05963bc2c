// Parsed by old versions of Node: no syntax younger than Node 12, no imports with `node:`.

const OLDEST_NODE = 20

/**
 * The sentence for somebody whose Node cannot even install the pinned one, or null if it can.
 * @param {string} version as in process.versions.node
 * @returns {string | null}
 */
export function oldNodeProblem(version) {
  if (Number(version.split('.')[0]) >= OLDEST_NODE) return null
  return (
    'Coeval needs Node ' +
    OLDEST_NODE +
    ' or later and this is Node ' +
    version +
    ': install a newer one from ' +
    'https://nodejs.org (or with your package manager) and run the command again.'
  )
}
