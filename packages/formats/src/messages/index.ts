export { ENGLISH } from './english.ts'
export { fileSpeaker } from './file-speaker.ts'
