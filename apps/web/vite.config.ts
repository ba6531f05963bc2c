import { routesAsCalled } from './build/routes-as-called.ts'
import { timelineAlone } from './build/timeline-alone.ts'
import react from '@vitejs/plugin-react'
import { compiledMessages } from '@coeval/messages/vite-plugin'
import { defineConfig } from 'vite'

/**
 * What every page loads is one file, not the twenty that other chunks share of it: compressed together it is smaller. Not
 * `main.tsx`, which waits for other chunks: they import this file, and would wait for themselves.
 */
const FIRST = { name: 'first', tags: ['$initial' as const], test: (id: string) => !/main\.tsx$|\.html/.test(id) }

/** The controls that the first view has. Other chunks share some of them, and would cut them into five files. */
const CONTROLS = {
  name: 'controls',
  test: /@mantine\/core\/.*\/(Box|Button|ActionIcon|Loader|Transition|UnstyledButton)\//,
}

/** The icons of the first view, which would be as many files. */
const ICONS = {
  name: 'icons',
  test: /@tabler\/icons-react\/.*\/(createReactComponent|Icon(AlertTriangle|ArrowLeft|CircleCheck|Eye|FileText|LayoutSidebar|Plus|X))\./,
}

// scripts/dev.ts says where the server is that it started beside Vite.
const server = process.env.COEVAL_API ?? `http://127.0.0.1:${process.env.PORT ?? '8787'}`

export default defineConfig({
  plugins: [react(), compiledMessages({ withoutParser: true }), timelineAlone(), routesAsCalled()],
  worker: { format: 'es' },
  build: {
    target: 'es2024',
    sourcemap: true,
    rolldownOptions: { output: { codeSplitting: { groups: [FIRST, CONTROLS, ICONS] } } },
  },
  server: {
    // Objects, not bare addresses: for those Vite rewrites the Host header, and the server takes the page for foreign.
    proxy: {
      '/api': { target: server, ws: true },
      '/livez': { target: server },
      '/sync': { target: server, ws: true },
    },
  },
})
