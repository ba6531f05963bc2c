import { type FormEvent, useEffect, useRef, useState } from 'react'
import { ApiError } from '../api/client.ts'
import { errorInWords } from './failure.tsx'

/** A sentence per field that is not right. */
export type FieldProblems<Field extends string> = { [field in Field]?: string | undefined }

interface FormRules<Field extends string> {
  /** What can be seen without asking the server. */
  check: () => FieldProblems<Field>
  /** Rejects with what went wrong. */
  submit: () => Promise<void>
  /** The field that a refusal is about; null: it stands over the form. */
  fieldOf: (error: ApiError) => Field | null
}

/** A form that shows mistakes at their fields and focuses them; `failure` belongs to none of the fields. */
export function useForm<Field extends string>({ check, submit, fieldOf }: FormRules<Field>) {
  const ref = useRef<HTMLFormElement>(null)
  const [problems, setProblems] = useState<FieldProblems<Field>>({})
  const [failure, setFailure] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    if (Object.values(problems).some(Boolean)) ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  const run = async () => {
    const found = check()
    setProblems(found)
    setFailure(null)
    if (Object.values(found).some(Boolean)) return
    setBusy(true)
    try {
      await submit()
    } catch (error) {
      const field = error instanceof ApiError ? fieldOf(error) : null
      if (field === null) setFailure(error)
      else setProblems({ [field]: errorInWords(error) } as FieldProblems<Field>)
    } finally {
      setBusy(false)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) void run()
  }
  return { formProps: { ref, onSubmit, noValidate: true }, problems, failure, isBusy }
}
