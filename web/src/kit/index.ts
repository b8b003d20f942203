/** Parts that every page is made of. See web/README.md for an example of each. */
export { Answer } from './Answer'
export { ConfirmHost, confirm, type Question } from './Confirm'
export { addDays, type DateStyle, formatAgo, formatCivil, formatInstant, parseCivil } from './dates'
export { EmptyState, type EmptyStateProps } from './EmptyState'
export { formatEighths, parseEighths } from './eighths'
export { FileDrop, type FileDropProps } from './files/FileDrop'
export { formatBytes, type Transfer } from './files/transfer'
export { FormFromKind, type FormFromKindProps } from './form/FormFromKind'
export { type FieldValue, type FieldValues, type FormField, humanise, patchOf } from './form/fields'
export { type FindRecords, type RecordChoice, RecordPicker } from './form/RecordPicker'
export type { CellEdit, CellType, CellValue, Choice, GridColumn } from './grid/columns'
export { Grid, type GridProps } from './grid/Grid'
export { type HotKey, hotKeys, listenForHotKeys, useHotKeys } from './hotkeys'
export { Keys } from './Keys'
export { formatMoney } from './money'
export { Page, type PageProps, Panel } from './Page'
export { ProblemView } from './ProblemView'
export { type Drawing, emptyDrawing, readDrawing, writeDrawing } from './player/drawing'
export {
  type FollowStep,
  follow,
  type LeaderState,
  leaderPlace,
  type OwnState,
  ServerClock,
} from './player/follow'
export { Player } from './player/Player'
export {
  type FrameRate,
  formatTimecode,
  parseRate,
  parseTimecode,
  type TimecodeBase,
} from './player/timecode'
export type {
  Filmstrip,
  FrameRange,
  PlayerHandle,
  PlayerLook,
  PlayerMark,
  PlayerMedia,
  PlayerOverlay,
  PlayerProps,
  PlayerState,
  Waveform,
} from './player/types'
export { ReaderChoice, type ReaderChoiceProps } from './readers/ReaderChoice'
export { type KnownReaders, readerNames, readersOf, type Sharing, sharingOf } from './readers/readers'
export {
  type BlockRange,
  cutAtMarks,
  type Piece,
  type ScriptMark,
  trimRange,
} from './script/offsets'
export { type ScriptBlock, ScriptPage, type ScriptPageProps } from './script/ScriptPage'
export { boardCollision } from './strip/collision'
export {
  type Light,
  readLight,
  readSetting,
  type Setting,
  type StripColour,
  stripColour,
} from './strip/colours'
export { applyMove, dragged, dropMove, type StripGroup, type StripMove } from './strip/moves'
export { Strip, type StripData, type StripProps, type StripTone, stripWords } from './strip/Strip'
export { type BoardGroup, StripBoard, type StripBoardProps } from './strip/StripBoard'
export { Ago, DateText, Eighths, MoneyText } from './Texts'
