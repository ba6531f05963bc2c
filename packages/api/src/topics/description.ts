import { file, route } from '../route.ts'
import { ANYONE } from '../rule.ts'

export const descriptionRoutes = {
  readOpenApi: route({
    method: 'GET',
    path: '/api/openapi.json',
    rule: ANYONE,
    summary: 'This description, in OpenAPI 3.1.',
    answers: { 200: file('application/json') },
  }),
}
