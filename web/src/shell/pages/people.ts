import { type CompartmentItem, call, fill, type PersonItem, type RoleHeld } from '@api'
import { useProduction, useRead } from '@sync'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'

/** A role that can be given. */
export interface RoleItem {
  name: string
  title: string
  /** Usual department; without one the role needs to be told which. */
  department?: string
}

/** What can be given to people. */
export interface Roles {
  roles: RoleItem[]
  departments: { name: string; title: string }[]
}

const base = '/api/productions/{production}'

// Access is no part of the graph, so no change of the stream makes these old: what changes them reads them again.
const none: readonly string[] = ['-']
export const usePeople = () => useRead<PersonItem[]>(`${base}/people`, { kinds: none })
export const useRoles = () => useRead<Roles>(`${base}/roles`, { kinds: none })
export const useCompartments = () => useRead<CompartmentItem[]>(`${base}/compartments`, { kinds: none })

/** Writes to the access of the production, and reads everything about it again. */
export function useAccess() {
  const { id: production } = useProduction()
  const client = useQueryClient()
  return useCallback(
    async <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> => {
      const answer = await call<T>({ method, path: fill(base, { production }) + path, body })
      await client.invalidateQueries({ predicate: (query) => query.meta?.production === production })
      return answer
    },
    [production, client],
  )
}

/** Roles as they are sent: each in its chosen department, or in its usual one. */
export function heldOf(
  names: readonly string[],
  departments: Readonly<Record<string, string>>,
  roles: readonly RoleItem[],
): RoleHeld[] {
  return names.map((role) => {
    const department = departments[role] ?? roles.find((one) => one.name === role)?.department
    return department ? { role, department } : { role }
  })
}

/** Roles that need a department said, because they have no usual one. */
export function withoutDepartment(names: readonly string[], roles: readonly RoleItem[]): RoleItem[] {
  return roles.filter((role) => names.includes(role.name) && !role.department)
}
