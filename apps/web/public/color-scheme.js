// Before the first paint, and outside the bundle: a dark page must not flash white. Inline scripts are forbidden by CSP.
try {
  const wish = localStorage.getItem('mantine-color-scheme-value') || 'auto'
  const dark = wish === 'dark' || (wish === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
} catch {
  // Storage is blocked: the page starts light and Mantine decides.
}
