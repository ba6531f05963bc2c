/** What a person has typed and the document does not have yet, when the fields that it stands in are about to go. */

/** The value of `data-draft` for a field that writes its text when it loses the focus, unless that is invalid. */
export const WRITTEN_WHEN_LEFT = 'written-when-left'

/**
 * Takes the focus from its field, which then writes its text and ends a composition. Gives the words of all fields
 * that write nothing by themselves, in the order of the page.
 */
export function takeWhatWasTyped(page: Document): string[] {
  const fields = [...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('[data-draft]')]
  const typed = fields
    .filter((field) => field.dataset.draft !== WRITTEN_WHEN_LEFT || field.getAttribute('aria-invalid') === 'true')
    .map((field) => field.value.trim())
    .filter((words) => words !== '')
  if (page.activeElement instanceof HTMLElement) page.activeElement.blur()
  return typed
}
