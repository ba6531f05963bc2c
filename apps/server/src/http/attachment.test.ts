import { expect, test } from 'vitest'
import { attachment } from './attachment.ts'

test.each([
  ['central-asia.json', 'central-asia.json', 'central-asia.json'],
  ['fürsten-märz.json', 'fursten-marz.json', 'f%C3%BCrsten-m%C3%A4rz.json'],
  ['история.json', 'chronology.json', '%D0%B8%D1%81%D1%82%D0%BE%D1%80%D0%B8%D1%8F.json'],
  ['история-ссср.json', 'chronology.json', undefined],
  ['日本史.json', 'chronology.json', '%E6%97%A5%E6%9C%AC%E5%8F%B2.json'],
  ['日本-1868.json', '1868.json', undefined],
  ['история-of-rus.json', 'of-rus.json', undefined],
  ["o'neill (1).json", 'oneill1.json', 'o%27neill%20%281%29.json'],
])('%s is a download that old readers call %s', (fileName, plain, encoded) => {
  const disposition = attachment(fileName)
  expect(disposition).toContain(`filename="${plain}"`)
  if (encoded !== undefined)
    expect(disposition).toMatch(new RegExp(`filename\\*=UTF-8''${encoded.replace('.', '\\.')}$`))
  // RFC 6266, RFC 8187: a header has ASCII alone, and the name comes back whole.
  const [, sent = ''] =
    /^attachment; filename="[\w.-]+"; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/.exec(disposition) ?? []
  expect(decodeURIComponent(sent)).toBe(fileName)
})
