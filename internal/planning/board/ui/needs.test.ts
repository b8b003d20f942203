import { expect, it } from 'vitest'
import { needsByScene } from './needs'

it('gives every scene its needs by category, without cast and sets', () => {
  const scenes = [{ id: 's1' }]
  const elements = [
    { name: 'ADA', category: 'character', scenes },
    { name: 'MAIL BOAT', category: 'vehicle', scenes },
    { name: 'LANTERN', category: 'prop', scenes: [{ id: 's1' }, { id: 's2' }] },
    { name: 'FLAG', category: 'prop', scenes },
  ]
  const categories = [
    { key: 'character', plural: 'Cast' },
    { key: 'prop', plural: 'Props' },
    { key: 'vehicle', plural: 'Vehicles' },
  ]
  const needs = needsByScene(elements, categories)
  expect(needs.get('s1')).toEqual([
    { title: 'Props', names: ['LANTERN', 'FLAG'] },
    { title: 'Vehicles', names: ['MAIL BOAT'] },
  ])
  expect(needs.get('s2')).toEqual([{ title: 'Props', names: ['LANTERN'] }])
})
