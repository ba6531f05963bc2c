import { join } from 'node:path'
import { build } from 'vite'

/** The page of bare vis-timeline as one script and one style sheet, with the version that the web app has. */
export async function buildBareVis(): Promise<{ script: string; style: string }> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'page.ts'), formats: ['iife'], name: 'bare', fileName: 'bare' },
    },
  })
  const files = (Array.isArray(result) ? result : [result]).flatMap((one) => ('output' in one ? one.output : []))
  const texts = (ending: string) =>
    files
      .filter(({ fileName }) => fileName.endsWith(ending))
      .map((file) => (file.type === 'chunk' ? file.code : String(file.source)))
  return { script: texts('.js').join('\n'), style: texts('.css').join('\n') }
}
