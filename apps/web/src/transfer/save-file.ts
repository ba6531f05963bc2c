/** Hands a file to the browser, as a download of that name. */
export function saveFile(name: string, mediaType: string, content: BlobPart): void {
  const address = URL.createObjectURL(new Blob([content], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Chromium reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
