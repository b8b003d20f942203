import { type CollisionDetection, closestCenter, pointerWithin, rectIntersection } from '@dnd-kit/core'

/**
 * What a strip is dragged over: under the pointer a strip wins over its day, so that the place is exact and the
 * empty part of a day still takes the strip; with the keyboard, which has no pointer, the nearest strip.
 */
export const boardCollision: CollisionDetection = (args) => {
  if (!args.pointerCoordinates) return closestCenter(args)
  const under = pointerWithin(args)
  const hits = under.length > 0 ? under : rectIntersection(args)
  const strips = hits.filter(({ data }) => data?.droppableContainer?.data.current?.sortable)
  return strips.length > 0 ? strips : hits
}
