import { collect } from '../collect'
import core from '../de.json'

// One chunk a language: the shell's messages and those of every slice.
export default collect(
  core,
  import.meta.glob<Record<string, string>>('../../../../internal/*/*/ui/messages.de.json', {
    eager: true,
    import: 'default',
  }),
)
