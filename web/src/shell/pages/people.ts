import type { PersonItem } from '@api'

/** What may be given to people: roles, departments, and the compartments that the reader knows. */
export interface AccessInfo {
  roles: { name: string; title: string; department?: string }[]
  departments: { name: string; title: string }[]
  compartments: { id: string; name: string }[]
}

/** What `/api/productions/{production}/people` says. */
export interface PeopleAnswer {
  people: PersonItem[]
  access: AccessInfo
  /** May the reader invite and change people? */
  may_edit: boolean
}

/** What an invitation answers where no mail can be sent: the link to hand over. */
export interface InvitedAnswer {
  link?: string
  expires?: string
}
