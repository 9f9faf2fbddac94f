-- Data quality: which reasons cost which tables most rows, and how much of the table is
-- that?
-- A reason that takes more than half a percent is worth a word with whoever sends the
-- file.
select
    rejected.domain,
    rejected.table_name,
    rejected.reason,
    count(*) as rejected_rows,
    round(count(*) / counts.raw_rows, 4) as share_of_table
from quality.rejected_rows as rejected
inner join quality.row_counts as counts
    on rejected.domain = counts.domain and rejected.table_name = counts.table_name
group by rejected.domain, rejected.table_name, rejected.reason, counts.raw_rows
order by share_of_table desc, rejected_rows desc, rejected.domain, rejected.table_name,
    rejected.reason
limit 20
