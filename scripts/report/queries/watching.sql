-- How much of a video is watched.
select * from pings.watch_time_ratio_distribution
