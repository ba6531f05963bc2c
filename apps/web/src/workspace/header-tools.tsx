import { PartBoundary } from '../boundary/part-boundary.tsx'
import { PersonMenu } from '../shell/person-menu.tsx'
import { PeopleBar } from '../presence/people-bar.tsx'
import { ShareButton } from '../sharing/share-button.tsx'
import { ExportMenu } from '../transfer/export-menu.tsx'
import { WorkspaceMenu } from './workspace-menu.tsx'

/** People and menus. They come after the first view: what floats over the page weighs as much as a tenth of it. */
export default function HeaderTools() {
  return (
    <>
      <PartBoundary part="people" isInline>
        <PeopleBar />
      </PartBoundary>
      <PartBoundary part="share" isInline>
        <ShareButton />
      </PartBoundary>
      <PartBoundary part="export" isInline>
        <ExportMenu />
      </PartBoundary>
      <PartBoundary part="menu" isInline>
        <WorkspaceMenu />
      </PartBoundary>
      <PartBoundary part="account" isInline>
        <PersonMenu />
      </PartBoundary>
    </>
  )
}
