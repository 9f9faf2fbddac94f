"""What the other rooms share: paths, arguments, complaints, runs of dbt."""
