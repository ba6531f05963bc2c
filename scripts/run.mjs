// What every script of package.json begins with: `node scripts/run.mjs SCRIPT.ts [arguments]`, on whatever Node is
// installed. It brings the pinned pnpm, Node 24 and the dependencies, then runs the TypeScript script under that Node.
//
// This file and node-version.mjs must parse on Node 12, so that a too old Node gets a sentence and not a syntax error.
import { oldNodeProblem } from './bootstrap/node-version.mjs'

const problem = oldNodeProblem(process.versions.node)
if (problem) {
  process.stderr.write(problem + '\n')
  process.exitCode = 1
} else {
  import('./bootstrap/launch.mjs')
    .then((bootstrap) => bootstrap.launch(process.argv.slice(2)))
    .catch((error) => {
      process.stderr.write(String((error && error.stack) || error) + '\n')
      process.exitCode = 1
    })
}
