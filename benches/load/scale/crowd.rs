//! Many different people: each time it is another one's turn.

use super::super::drive::{self, Caller, Place, Sample};
use super::super::http::Connection;
use super::super::system::System;
use super::super::workers::{self, Form, Operation, Person};
use super::super::{CONCURRENT, SIGNING_IN};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::time::Duration;

/// People, their sessions and families.
pub struct Crowd {
    people: Vec<Person>,
    next: Cell<usize>,
    /// How often anybody may still come.
    left: Cell<usize>,
    families: RefCell<VecDeque<Family>>,
}

/// The tokens of a family.
pub struct Family {
    access: String,
    refresh: String,
}

/// One who speaks for all of a crowd.
struct Speaker<'a> {
    crowd: &'a Crowd,
    operation: Operation,
    form: Option<Form>,
}

impl Crowd {
    /// Signs `people` on, as often as families are wanted.
    pub async fn sign_on(system: &System<'_>, people: Vec<Person>, families: usize) -> Self {
        let crowd = Self {
            people,
            next: Cell::new(0),
            left: Cell::new(0),
            families: RefCell::default(),
        };
        let callers = (0..CONCURRENT).map(|number| {
            let crowd = &crowd;
            async move {
                let mut connection = system.connect(number).await;
                for _ in (number..families).step_by(CONCURRENT) {
                    let person = crowd.next();
                    let (access, refresh) = workers::tokens(person, &mut connection).await;
                    let family = Family { access, refresh };
                    crowd.families.borrow_mut().push_back(family);
                }
            }
        });
        futures_util::future::join_all(callers).await;
        crowd
    }

    /// So many of its people and families, apart from the rest.
    pub fn split_off(&mut self, count: usize) -> Self {
        let rest = self.families.get_mut();
        let at = rest.len() - count;
        Self {
            people: self.people.split_off(self.people.len() - count),
            next: Cell::new(0),
            left: Cell::new(0),
            families: RefCell::new(rest.split_off(at)),
        }
    }

    /// In no order of time, so that neighbours in a table do not follow each other.
    pub fn shuffle(&mut self) {
        let families = self.families.get_mut();
        for last in (1..families.len()).rev() {
            let number = super::rows::mixed(last as u64);
            let other = usize::try_from(number % (last as u64 + 1)).unwrap();
            families.swap(last, other);
        }
    }

    /// Has `operation` repeated by the same people again and again.
    pub async fn come_again(
        &self,
        system: &System<'_>,
        operation: Operation,
        length: Duration,
    ) -> Sample {
        self.left.set(usize::MAX);
        self.run(system, operation, length / 4, length).await
    }

    /// Has each do `operation` once, until the time is over.
    pub async fn come_once(
        &self,
        system: &System<'_>,
        operation: Operation,
        length: Duration,
    ) -> Sample {
        self.left
            .set(self.people.len().min(self.families.borrow().len()));
        self.run(system, operation, Duration::ZERO, length).await
    }

    async fn run(
        &self,
        system: &System<'_>,
        operation: Operation,
        warm_up: Duration,
        length: Duration,
    ) -> Sample {
        let password = operation == Operation::Password;
        let callers = if password { SIGNING_IN } else { CONCURRENT };
        let mut places = Vec::new();
        for number in 0..callers {
            let mut connection = system.connect(number).await;
            let form = match operation {
                Operation::Password => Some(Form::fetch(&mut connection).await),
                _ => None,
            };
            let speaker = Speaker {
                crowd: self,
                operation,
                form,
            };
            places.push(Place::new(speaker, connection));
        }
        drive::measure(system, &mut places, warm_up, length).await
    }

    fn next(&self) -> &Person {
        let next = self.next.get();
        self.next.set((next + 1) % self.people.len());
        &self.people[next]
    }

    fn take(&self) -> Family {
        self.families.borrow_mut().pop_front().unwrap()
    }

    fn give_back(&self, family: Family) {
        self.families.borrow_mut().push_back(family);
    }
}

impl Caller for Speaker<'_> {
    async fn step(&mut self, connection: &mut Connection) -> bool {
        let Some(left) = self.crowd.left.get().checked_sub(1) else {
            return false;
        };
        self.crowd.left.set(left);
        match self.operation {
            Operation::Refresh => {
                let mut family = self.crowd.take();
                family.refresh = workers::refresh(&family.refresh, connection).await;
                self.crowd.give_back(family);
            }
            Operation::Userinfo => {
                let family = self.crowd.take();
                let request = workers::userinfo(&family.access);
                connection.expect(&request, 200).await;
                self.crowd.give_back(family);
            }
            Operation::Password => {
                let form = self.form.as_ref().unwrap();
                let request = form.filled_in(self.crowd.next().number, &[]);
                connection.expect(&request, 303).await;
            }
            _ => {
                workers::tokens(self.crowd.next(), connection).await;
            }
        }
        true
    }
}
