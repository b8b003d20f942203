import { type BlockRange, trimRange } from '@kit'
import { joinRanges } from './reader'

/** What is selected on printed pages, as stretches of paragraphs. Lines carry where they begin in theirs. */
export function rangesOnPages(root: HTMLElement, selection: Selection | null): BlockRange[] {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return []
  const range = selection.getRangeAt(0)
  if (!range.intersectsNode(root)) return []
  const lines: BlockRange[] = []
  for (const line of root.querySelectorAll<HTMLElement>('[data-start]')) {
    if (!range.intersectsNode(line)) continue
    const found = trimRange(inLine(line, range))
    if (found) lines.push(found)
  }
  return joinRanges(lines)
}

function inLine(line: HTMLElement, range: Range): BlockRange {
  const inside = document.createRange()
  inside.selectNodeContents(line)
  if (line.contains(range.startContainer)) inside.setStart(range.startContainer, range.startOffset)
  if (line.contains(range.endContainer)) inside.setEnd(range.endContainer, range.endOffset)
  const before = document.createRange()
  before.selectNodeContents(line)
  before.setEnd(inside.startContainer, inside.startOffset)
  const text = inside.toString()
  const start = Number(line.dataset.start) + [...before.toString()].length
  return { block: line.dataset.block ?? '', start, end: start + [...text].length, text }
}
