//! A timeline as a chart for a report: an SVG whose text stays text, and which says as much without colours. Counts nothing.

use std::io;
use std::ops::Range;
use std::path::Path;

use dateline::actors::save_text;
use dateline::calendar::{Period, Unit};
use dateline::search::{DatesOf, PeriodCount, Request, Timeline};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, Ranged};
use plotters::prelude::*;

use super::super::failure::Failure;
use super::super::wrap::{clean, wrap};
use super::page::{heading, notes};
use super::rows::{Told, all_periods, names};

const WIDTH: u32 = 960;
/// Of the axes and what is between them.
const HEIGHT: u32 = 440;
/// Of the margin around all.
const MARGIN: i32 = 24;
/// Between the axes and what stands above and below.
const GAP: i32 = 10;
/// Of the legend, where there is one.
const LEGEND: i32 = 200;
/// Characters of a line in each place.
const TITLE_WIDTH: usize = 78;
const NOTE_WIDTH: usize = 130;
const NAME_WIDTH: usize = 22;
/// Of the lines of text, from one to the next.
const TITLE_LINE: i32 = 28;
const NOTE_LINE: i32 = 18;
const FONT: &str = "sans-serif";
/// More labels than these do not fit below an axis, or beside one.
const MOST_LABELS: usize = 12;
const MOST_STEPS: f64 = 8.0;
/// More marks on a line run into each other.
const MOST_MARKS: usize = 30;
/// From dark to light, so that they differ without their colours too.
const COLOURS: [RGBColor; 5] =
    [RGBColor(0, 0, 0), RGBColor(0, 80, 150), RGBColor(180, 60, 0), RGBColor(0, 140, 100), RGBColor(150, 110, 170)];
/// Of periods without any article, where there are shares.
const EMPTY: RGBColor = RGBColor(238, 238, 238);
const GRID: RGBColor = RGBColor(220, 220, 220);

type Drawing<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<Axis, Axis>>;
type Drawn<T = ()> = Result<T, DrawingAreaErrorKind<io::Error>>;

/// What was asked, as it can be typed again.
pub fn title(request: &Request) -> String {
    let filters = request.filters.iter().map(|(field, value)| {
        let quote = if value.contains(char::is_whitespace) { "\"" } else { "" };
        format!("{}:{quote}{value}{quote}", field.name())
    });
    let query = Some(request.query.clone()).filter(|query| !query.is_empty());
    let parts: Vec<String> = query.into_iter().chain(filters).collect();
    if parts.is_empty() { "All articles".to_string() } else { parts.join(" ") }
}

/// Draws the chart into a file, which is written as a whole or not at all.
pub fn save(timeline: &Timeline, title: &str, path: &Path) -> Result<(), Failure> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(Failure::NoFolder(folder.to_path_buf()));
    }
    let failed = |error| Failure::File(path.to_path_buf(), error);
    let svg = drawn(timeline, title).map_err(|error| failed(io::Error::other(error.to_string())))?;
    save_text(path, &svg).map_err(failed)
}

fn drawn(timeline: &Timeline, title: &str) -> Drawn<String> {
    let title = lines(title, TITLE_WIDTH);
    let grey = timeline.coverage.map(|_| "Grey: there is no article at all.".to_string());
    let notes: Vec<String> = [heading(timeline)].into_iter().chain(notes(timeline)).chain(grey).collect();
    let notes: Vec<String> = notes.iter().flat_map(|note| lines(note, NOTE_WIDTH)).collect();
    let named = timeline.lines.as_ref().map(names).unwrap_or_default();
    let legend: Vec<Vec<String>> = named.iter().map(|name| lines(name, NAME_WIDTH)).collect();
    let (above, below) = (title.len() as i32 * TITLE_LINE + GAP, notes.len() as i32 * NOTE_LINE + GAP);
    let between = (HEIGHT as i32).max(legend_height(&legend));
    let height = above + between + below + 2 * MARGIN;
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, (WIDTH, height as u32)).into_drawing_area();
        root.fill(&WHITE)?;
        text(&root, &title, (MARGIN, MARGIN), TITLE_LINE)?;
        text(&root, &notes, (MARGIN, height - MARGIN - below + GAP), NOTE_LINE)?;
        let beside = if legend.is_empty() { 0 } else { LEGEND };
        let area = root.margin(MARGIN + above, MARGIN + below, MARGIN, MARGIN + beside);
        axes(timeline, &area)?;
        draw_legend(&root, &legend, (WIDTH as i32 - MARGIN - LEGEND + 16, MARGIN + above))?;
        root.present()?;
    }
    Ok(svg)
}

/// Lines of text, the first of which begins at a place.
fn text(root: &Drawing, lines: &[String], (x, y): (i32, i32), apart: i32) -> Drawn {
    let font = (FONT, f64::from(apart) * 0.85);
    (y..)
        .step_by(apart as usize)
        .zip(lines)
        .try_for_each(|(y, line)| root.draw(&Text::new(line.as_str(), (x, y), font)))
}

fn lines(text: &str, width: usize) -> Vec<String> {
    wrap(text, width).into_iter().map(|line| clean(&text[line])).collect()
}

fn legend_height(legend: &[Vec<String>]) -> i32 {
    legend.iter().map(|name| name.len() as i32 * NOTE_LINE + 6).sum()
}

fn draw_legend(root: &Drawing, legend: &[Vec<String>], (x, mut y): (i32, i32)) -> Drawn {
    for (number, name) in legend.iter().enumerate() {
        let (middle, colour) = (y + NOTE_LINE / 2, colour(number));
        root.draw(&PathElement::new(vec![(x, middle), (x + 28, middle)], colour.stroke_width(2)))?;
        root.draw(&mark(number, (x + 14, middle)))?;
        text(root, name, (x + 38, y), NOTE_LINE)?;
        y += name.len() as i32 * NOTE_LINE + 6;
    }
    Ok(())
}

/// An axis that names the values that it is told to.
struct Axis {
    range: Range<f64>,
    named: Vec<f64>,
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (low, high): (i32, i32)) -> i32 {
        let along = (value - self.range.start) / (self.range.end - self.range.start);
        low + (along * f64::from(high - low)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.named.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.clone()
    }
}

/// The axes, and bars or lines between them.
fn axes(timeline: &Timeline, area: &Drawing) -> Drawn {
    let periods: Vec<Period> = all_periods(timeline).collect();
    let has_shares = timeline.coverage.is_some();
    let counts = timeline
        .lines
        .as_ref()
        .map_or(vec![&timeline.periods], |lines| lines.values.iter().map(|line| &line.periods).collect());
    let most = counts.iter().flat_map(|counts| counts.iter()).map(height).fold(0.0, f64::max);
    let (top, steps) = steps(most, !has_shares);
    let decimals = steps.get(1).map_or(0, |step| (-step.log10().floor()).max(0.0) as usize);
    let bottom = labelled(&periods, timeline.by).into_iter().map(|at| at as f64).collect();
    let across = Axis { range: -0.5..periods.len() as f64 - 0.5, named: bottom };
    let up = Axis { range: 0.0..top, named: steps };
    let mut builder = ChartBuilder::on(area);
    let mut chart = builder.x_label_area_size(56).y_label_area_size(72).build_cartesian_2d(across, up)?;
    let x_desc = match timeline.of {
        DatesOf::Published => format!("{} of publication", timeline.by.name()),
        DatesOf::About => format!("{} that the articles speak of", timeline.by.name()),
    };
    let label = |at: &f64| periods.get(at.round() as usize).map(Period::to_string).unwrap_or_default();
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .label_style((FONT, 15))
        .axis_desc_style((FONT, 16))
        .x_labels(MOST_LABELS + 1)
        .x_label_formatter(&label)
        .y_label_formatter(&|value| format!("{value:.decimals$}"))
        .x_desc(x_desc)
        .y_desc(if has_shares { "% of all articles" } else { "articles" })
        .draw()?;
    if has_shares {
        draw_empty(&mut chart, &periods, &Told::new(&timeline.periods, true), top)?;
    }
    let told = counts.iter().map(|counts| Told::new(counts, has_shares));
    match timeline.lines {
        None => told.into_iter().try_for_each(|told| bars(&mut chart, &periods, &told)),
        Some(_) => told.enumerate().try_for_each(|(number, told)| line(&mut chart, &periods, &told, number)),
    }
}

fn height(counted: &PeriodCount) -> f64 {
    if counted.of.is_some() { counted.share.unwrap_or_default() } else { counted.articles as f64 }
}

fn bars(chart: &mut Chart, periods: &[Period], told: &Told) -> Drawn {
    let counted = (0..).zip(periods).map(|(at, &period)| (f64::from(at), told.at(period)));
    let bar = |(at, counted): (f64, PeriodCount)| {
        Rectangle::new([(at - 0.4, 0.0), (at + 0.4, height(&counted))], RGBColor(70, 70, 70).filled())
    };
    chart.draw_series(counted.filter(|(_, counted)| counted.articles > 0).map(bar))?;
    Ok(())
}

/// A line, broken where there is no article at all to be a share of. Between two noughts it says nothing new, and takes no points.
fn line(chart: &mut Chart, periods: &[Period], told: &Told, number: usize) -> Drawn {
    let point = |(at, &period): (i32, &Period)| {
        let counted = told.at(period);
        (counted.of != Some(0)).then(|| (f64::from(at), height(&counted)))
    };
    let points: Vec<Option<(f64, f64)>> = (0..).zip(periods).map(point).collect();
    let mut marked = Vec::new();
    for stretch in points.split(Option::is_none) {
        let stretch: Vec<(f64, f64)> = stretch.iter().flatten().copied().collect();
        let is_flat = |at: usize| stretch[at].1 == 0.0;
        let is_end = |at: usize| at == 0 || at + 1 == stretch.len();
        let turns = |at: &usize| is_end(*at) || !(is_flat(at - 1) && is_flat(*at) && is_flat(at + 1));
        let turns: Vec<(f64, f64)> = (0..stretch.len()).filter(turns).map(|at| stretch[at]).collect();
        marked.extend(turns.iter().copied().filter(|(_, height)| *height > 0.0 || turns.len() == 1));
        chart.draw_series(LineSeries::new(turns, colour(number).stroke_width(2)))?;
    }
    let apart = marked.len().div_ceil(MOST_MARKS).max(1);
    chart.draw_series(marked.into_iter().step_by(apart).map(|point| mark(number, point)))?;
    Ok(())
}

/// A band for every stretch of periods without any article: what there is none of has no share.
fn draw_empty(chart: &mut Chart, periods: &[Period], told: &Told, top: f64) -> Drawn {
    let is_empty = |period: &Period| told.at(*period).of == Some(0);
    let mut begins = 0.0;
    for stretch in periods.chunk_by(|one, other| is_empty(one) == is_empty(other)) {
        let ends = begins + stretch.len() as f64;
        if is_empty(&stretch[0]) {
            chart.draw_series([Rectangle::new([(begins - 0.5, 0.0), (ends - 0.5, top)], EMPTY.filled())])?;
        }
        begins = ends;
    }
    Ok(())
}

fn colour(number: usize) -> RGBColor {
    COLOURS[number % COLOURS.len()]
}

/// The mark of a line: another shape for each, hollow or full.
fn mark<'b, C: Clone + 'static>(number: usize, at: C) -> DynElement<'static, SVGBackend<'b>, C> {
    let colour = colour(number);
    match number % 5 {
        0 => Circle::new(at, 4, colour.filled()).into_dyn(),
        1 => TriangleMarker::new(at, 6, colour.filled()).into_dyn(),
        2 => Cross::new(at, 4, colour.stroke_width(2)).into_dyn(),
        3 => Circle::new(at, 5, colour.stroke_width(2)).into_dyn(),
        _ => Circle::new(at, 2, colour.filled()).into_dyn(),
    }
}

/// The values that an axis names, from 0 in round steps, and the last of them, which is not below `most`. Articles come in whole numbers.
fn steps(most: f64, whole: bool) -> (f64, Vec<f64>) {
    let least = if whole { 1.0 } else { 1e-4 };
    let decades = (-4..19).map(|power| 10f64.powi(power));
    let rounds = decades.flat_map(|decade| [decade, 2.0 * decade, 5.0 * decade]);
    let step = rounds.into_iter().find(|step| *step >= least && most / step <= MOST_STEPS).unwrap_or(most.max(least));
    let number = (most / step).ceil().max(1.0) as u32;
    (f64::from(number) * step, (0..=number).map(|at| f64::from(at) * step).collect())
}

/// The numbers of the periods that are named below the axis: all, or those in which a week, a month, a year, a decade or more begins, or as many of
/// these as fit.
fn labelled(periods: &[Period], unit: Unit) -> Vec<usize> {
    let year =
        |at: &usize| periods[*at].first().plus(if unit == Unit::Week { 3 } else { 0 }).map_or(0, |day| day.ymd().0);
    let starts = |of: &dyn Fn(&usize) -> i64| {
        (0..periods.len()).filter(|at| *at == 0 || of(&(at - 1)) != of(at)).collect::<Vec<usize>>()
    };
    let coarser = [Unit::Week, Unit::Month, Unit::Year].into_iter().filter(|coarser| *coarser > unit);
    let by_unit = coarser.map(|coarser| starts(&|at| Period::holding(periods[*at].first(), coarser).first().number()));
    let by_years = [5, 10, 20, 50, 100, 200, 500, 1000].into_iter();
    let by_years = by_years.map(|years| starts(&|at| i64::from(year(at).div_euclid(years))));
    let all: Vec<usize> = (0..periods.len()).collect();
    // The first begins nothing, unless by chance, and would stand in the way of the second.
    let whole = |starts: Vec<usize>| if starts.len() > 2 { starts[1..].to_vec() } else { starts };
    let mut choices = std::iter::once(all).chain(by_unit.chain(by_years).map(whole));
    choices.find(|choice| choice.len() <= MOST_LABELS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::calendar::PartialDate;

    #[test]
    fn axes_are_named_in_round_steps() {
        assert_eq!(steps(3.0, true), (3.0, vec![0.0, 1.0, 2.0, 3.0]));
        assert_eq!(steps(0.0, true).0, 1.0);
        assert_eq!(steps(1234.0, true).0, 1400.0);
        assert_eq!(steps(0.3, false).1.len(), 7);
    }

    #[test]
    fn periods_are_named_where_a_longer_one_begins() {
        let named = |first: &str, number: usize, unit| {
            let first = Period::holding(first.parse::<PartialDate>().unwrap().first(), unit);
            let periods: Vec<Period> = std::iter::successors(Some(first), |p| p.next()).take(number).collect();
            labelled(&periods, unit).into_iter().map(|at| periods[at].to_string()).collect::<Vec<_>>()
        };
        assert_eq!(named("2021-01", 3, Unit::Month), ["2021-01", "2021-02", "2021-03"]);
        assert_eq!(named("2019-05", 30, Unit::Month), ["2020-01", "2021-01"]);
        assert_eq!(named("2021-08-15", 40, Unit::Day)[..2], ["2021-08-16", "2021-08-23"]);
        assert_eq!(named("1897", 40, Unit::Year)[0], "1900");
        assert!(named("0001", 9999, Unit::Year).len() <= MOST_LABELS);
    }
}
