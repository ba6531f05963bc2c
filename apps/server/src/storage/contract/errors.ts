/**
 * What a storage throws. Whatever else it throws is a mistake of the program.
 *
 * StorageError: the disk or the database is to blame. It has a sentence for those who edit (`forPeople`) and one for the
 * person who runs the server (`forOperator`). RoomExistsError: the id of a new chronology is taken.
 */
export { RoomExistsError, StorageError } from '@coeval/sync/storage'
