import { api, type Person } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { setMe } from '../person/me-store.ts'

/** Asks first: people without a password cannot come back on their own. */
export default function SignOutDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  return (
    <ConfirmDialog
      title={t('me.signOut')}
      text={t(warningKey(person), { name: person.name })}
      confirm={t('me.signOut')}
      isGrave={!mayComeBack(person)}
      onClose={onClose}
      onConfirm={async () => setMe(await api.signOut())}
    />
  )
}

function warningKey(person: Person) {
  if (person.isGuest) return 'me.signOutGuest'
  if (!mayComeBack(person)) return person.isOwner ? 'me.signOutOwner' : 'me.signOutNoPassword'
  return 'me.signOutAccount'
}

function mayComeBack(person: Person): boolean {
  return person.hasPassword && person.email !== null
}
