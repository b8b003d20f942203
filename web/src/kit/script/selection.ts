import { type BlockRange, toPoints, trimRange } from './offsets'

/** The browser's selection inside `root` as stretches of blocks, in order. Elements with `data-block` are blocks. */
export function selectedRanges(root: HTMLElement, selection: Selection | null): BlockRange[] {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return []
  const range = selection.getRangeAt(0)
  if (!root.contains(range.commonAncestorContainer) && !range.intersectsNode(root)) return []
  const ranges: BlockRange[] = []
  for (const block of root.querySelectorAll<HTMLElement>('[data-block]')) {
    if (!range.intersectsNode(block)) continue
    const found = trimRange(inBlock(block, range))
    if (found) ranges.push(found)
  }
  return ranges
}

function inBlock(block: HTMLElement, range: Range): BlockRange {
  const text = textOf(block)
  const start = block.contains(range.startContainer)
    ? unitsBefore(block, range.startContainer, range.startOffset)
    : 0
  const end = block.contains(range.endContainer)
    ? unitsBefore(block, range.endContainer, range.endOffset)
    : text.length
  return {
    block: block.dataset.block ?? '',
    start: toPoints(text, start),
    end: toPoints(text, end),
    text: text.slice(start, end),
  }
}

/** The text of a block without its furniture (scene numbers), which carries `data-furniture`. */
function textOf(block: HTMLElement): string {
  return textNodes(block)
    .map((node) => node.data)
    .join('')
}

function unitsBefore(block: HTMLElement, container: Node, offset: number): number {
  const probe = document.createRange()
  probe.setStart(block, 0)
  probe.setEnd(container, offset)
  let units = 0
  for (const node of textNodes(block)) {
    if (node === container) return units + offset
    if (probe.comparePoint(node, node.length) > 0) break
    units += node.length
  }
  return units
}

function textNodes(block: HTMLElement): Text[] {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest('[data-furniture]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  )
  const nodes: Text[] = []
  while (walker.nextNode()) nodes.push(walker.currentNode as Text)
  return nodes
}
