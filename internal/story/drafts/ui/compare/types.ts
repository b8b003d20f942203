import type { components } from '@api'

type Schemas = components['schemas']

export type Beside = Schemas['DraftsBeside']
export type Paragraph = Schemas['DraftsParagraph']
export type SceneChange = Schemas['CompareSceneChange']
export type BlockChange = Schemas['CompareBlockChange']
export type WordEdit = Schemas['CompareWordEdit']
export type Tasks = Schemas['DraftsTasks']
export type Task = Schemas['DraftsTask']
export type TaskCounts = Schemas['DraftsTaskCounts']
