import { expect, test } from 'vitest'
import { heldOf, type RoleItem, withoutDepartment } from './people'

const roles: RoleItem[] = [
  { name: 'first_ad', title: '1st assistant director', department: 'direction' },
  { name: 'department_head', title: 'Head of department' },
  { name: 'guest', title: 'Guest reader' },
]

test('a role stands in its usual department, or in the one that was chosen', () => {
  expect(heldOf(['first_ad', 'department_head'], { department_head: 'costume' }, roles)).toEqual([
    { role: 'first_ad', department: 'direction' },
    { role: 'department_head', department: 'costume' },
  ])
  expect(heldOf(['guest'], {}, roles)).toEqual([{ role: 'guest' }])
})

test('only roles without a usual department are asked about', () => {
  expect(withoutDepartment(['first_ad', 'department_head'], roles).map((r) => r.name)).toEqual([
    'department_head',
  ])
})
