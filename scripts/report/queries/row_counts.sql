-- What became of the rows of each table.
select
    domain,
    table_name,
    raw_rows,
    staged_rows,
    rejected_rows,
    rejected_rows / nullif(raw_rows, 0) as rejected_share
from quality.row_counts
where raw_rows > 0
order by domain, table_name
