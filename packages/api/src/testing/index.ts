export { answerTrouble, type SeenAnswer } from './answer-trouble.ts'
