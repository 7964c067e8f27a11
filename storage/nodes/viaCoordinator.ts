/**
 * SQL of a condition that always holds, for an INSERT ... SELECT that calls what PostgreSQL does not call immutable, such as
 * `jsonb_populate_record`. PostgreSQL evaluates it once a statement.
 *
 * Why: where tables stand whole on one node, Citus sends such a statement there with a condition that does not parse (`IS NOT
 * NULL` of nothing). With a volatile function in it, it reads the rows and writes them itself.
 */
export const viaCoordinator = '(select random() >= 0)';
