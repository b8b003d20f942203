export { api, type Call, call, fill, keptAt, onHeard, onSignedOut } from './client'
export * from './core'
export { asProblem, type FieldProblem, Problem, type ProblemBody } from './problem'
export type { components, paths } from './schema'
