/** Kinds of note, in the order a form offers them. */
export const noteTypes = [
  'remark',
  'question',
  'request',
  'performance',
  'praise',
  'continuity',
  'camera',
  'sound',
]
